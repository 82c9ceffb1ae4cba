using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about workers and their calls: LCG5xxx.</summary>
public static class WorkerDescriptors
{
    /// <summary>Arguments: the caller, the method of the worker that it calls, what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor DroppedWorkerTask = new(
        RuleIds.DroppedWorkerTask,
        "The task of a worker is dropped",
        "{0} drops the task of {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.DroppedWorkerTask));

    /// <summary>Arguments: the entry point, the call, what to write.</summary>
    public static readonly DiagnosticDescriptor DroppedExitCode = new(
        RuleIds.DroppedExitCode,
        "The exit code of a worker is dropped",
        "{0} drops the exit code of {1}: the process ends with 0 although the worker failed. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.DroppedExitCode));

    /// <summary>Arguments: the name, what it means, what to write.</summary>
    public static readonly DiagnosticDescriptor WorkerNameTaken = new(
        RuleIds.WorkerNameTaken,
        "The generated worker is called otherwise here",
        "{0} is not the generated worker: here it means {1}. Write {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WorkerNameTaken));

    /// <summary>Arguments: the worker, what to write.</summary>
    public static readonly DiagnosticDescriptor EmptyWorker = new(
        RuleIds.EmptyWorker,
        "A worker without units",
        "{0} has no units: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.EmptyWorker));

    /// <summary>Arguments: the class, the call.</summary>
    public static readonly DiagnosticDescriptor HostedTwice = new(
        RuleIds.HostedTwice,
        "A unit is registered as a hosted service",
        "{0} is a unit and is registered as a hosted service too: {1} makes the host start and stop it beside its worker. "
            + "Remove the registration, or the [Unit] of {0}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HostedTwice));

    /// <summary>Arguments: the call, the arguments, what to write.</summary>
    public static readonly DiagnosticDescriptor PositionalInput = new(
        RuleIds.PositionalInput,
        "An input by position, where another has the same type",
        "{0} gets {1} by position although other inputs have the same type: a change of the units could swap them. Write '{2}'.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.PositionalInput));

    /// <summary>Arguments: the call, the missing inputs with their consumers, what to write.</summary>
    public static readonly DiagnosticDescriptor MissingInputs = new(
        RuleIds.MissingInputs,
        "Inputs of a worker are missing",
        "{0} lacks {1}. Write '{2}'.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.MissingInputs));

    /// <summary>Arguments: the name, why it is not there, what to write.</summary>
    public static readonly DiagnosticDescriptor NoDefaultWorker = new(
        RuleIds.NoDefaultWorker,
        "The program has no default worker",
        "{0} is not generated: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NoDefaultWorker));

    /// <summary>Arguments: the units with "is" or "are", what is not named, what to write.</summary>
    public static readonly DiagnosticDescriptor IdleProgram = new(
        RuleIds.IdleProgram,
        "Units of a program that no code makes or runs",
        "{0} made by no code: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.IdleProgram));
}
