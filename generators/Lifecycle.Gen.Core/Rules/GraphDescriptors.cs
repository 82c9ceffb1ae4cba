using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about the graph of units: LCG1xxx.</summary>
public static class GraphDescriptors
{
    /// <summary>Arguments: the unit, the next one, the closed path.</summary>
    public static readonly DiagnosticDescriptor Cycle = new(
        RuleIds.Cycle,
        "Units depend on each other in a circle",
        "{0} depends on itself through {1}: {2}. "
            + "Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Cycle));

    /// <summary>Arguments: the unit, the closed path.</summary>
    public static readonly DiagnosticDescriptor SelfDependency = new(
        RuleIds.SelfDependency,
        "A unit depends on itself",
        "{0} depends on itself: {1}. Remove it, or take a type that {0} does not provide.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.SelfDependency));

    /// <summary>Arguments: the contract, its providers, its consumers, what to write, the kind of the providers.</summary>
    public static readonly DiagnosticDescriptor AmbiguousContract = new(
        RuleIds.AmbiguousContract,
        "Several units provide the wanted contract",
        "{0} is provided by several {4}: {1}; wanted by {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.AmbiguousContract));

    /// <summary>Arguments: the type, what names it with which attribute, what to write.</summary>
    public static readonly DiagnosticDescriptor NotAUnit = new(
        RuleIds.NotAUnit,
        "An attribute names what is no unit",
        "{0} is no unit: named by {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NotAUnit));

    /// <summary>Arguments: the unit, its predicate, its consumers, the parameter to write.</summary>
    public static readonly DiagnosticDescriptor ConditionalUnitRequired = new(
        RuleIds.ConditionalUnitRequired,
        "A unit that may be disabled is taken as a required dependency",
        "{0} may be disabled by {1} and is required: by {2}. Write '{3}'.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ConditionalUnitRequired));

    /// <summary>Arguments: the type, its consumers, the class, its declaration as a unit.</summary>
    public static readonly DiagnosticDescriptor ForgottenUnit = new(
        RuleIds.ForgottenUnit,
        "An input whose type only a class without [Unit] provides",
        "{0} is an input although a class provides it: taken by {1}, provided by {2} alone, which no code makes. Write '{3}'.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ForgottenUnit));

    /// <summary>Arguments: the unit, the workers, what to write.</summary>
    public static readonly DiagnosticDescriptor StrayUnit = new(
        RuleIds.StrayUnit,
        "A unit in no worker",
        "{0} is in no worker: neither named nor needed by {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.StrayUnit));

    /// <summary>Arguments: the attribute, the unit, what is wrong with it, the path.</summary>
    public static readonly DiagnosticDescriptor NeedlessOrdering = new(
        RuleIds.NeedlessOrdering,
        "An ordering that is implied already, or contradicts a dependency",
        "{0} on {1} {2}: {3}. Remove it.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NeedlessOrdering));

    /// <summary>Arguments: the attribute, the unit, the workers that lack the target, what to write.</summary>
    public static readonly DiagnosticDescriptor OrderingWithoutTarget = new(
        RuleIds.OrderingWithoutTarget,
        "An ordering on a unit that the worker does not have",
        "{0} on {1} has no effect: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.OrderingWithoutTarget));

    /// <summary>Arguments: the contract, the consumers of a list of it.</summary>
    public static readonly DiagnosticDescriptor EmptyList = new(
        RuleIds.EmptyList,
        "A list of a contract that no unit provides",
        "{0} is provided by no unit, so that a list of it is always empty: taken by {1}. "
            + "Add a unit that implements it, or mark it with [ExtensionPoint] if units are attached at run time.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.EmptyList));

    /// <summary>Arguments: what is there twice, where, what to write.</summary>
    public static readonly DiagnosticDescriptor Duplicate = new(
        RuleIds.Duplicate,
        "The same mixin, binding, instance or unit id twice",
        "{0} is there twice: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Duplicate));

    /// <summary>Arguments: the container, what it could hold, the consumers of it, what to write.</summary>
    public static readonly DiagnosticDescriptor ContainerOfUnits = new(
        RuleIds.ContainerOfUnits,
        "An input that is a container of units",
        "{0} is an input and does not get {1}: taken by {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ContainerOfUnits));

    /// <summary>Arguments: the input, its consumers, the attribute that separates them, the worker, the attribute that says that it is meant.</summary>
    public static readonly DiagnosticDescriptor SharedInput = new(
        RuleIds.SharedInput,
        "One input for several units because their parameters have one name",
        "{0} is one input for several units, because of its name: taken by {1}. "
            + "Write {2} on {3} for a value of its own, or {4} if one value is meant.",
        Descriptors.Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.SharedInput));

    /// <summary>Arguments: the attribute, the worker, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor InputAttribute = new(
        RuleIds.InputAttribute,
        "An [Input] that names no input of the worker",
        "{0} on {1} {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.InputAttribute));

    /// <summary>Arguments: the type, its consumers, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor ForeignInput = new(
        RuleIds.ForeignInput,
        "An input that a constructor is not the place for",
        "{0} is an input here, and {2}: taken by {1}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ForeignInput));

    /// <summary>Arguments: the value, why it is not there, its consumers, what to write.</summary>
    public static readonly DiagnosticDescriptor LateValueTaken = new(
        RuleIds.LateValueTaken,
        "A value that the start makes is taken by a constructor",
        "{0} is not there yet when units are constructed, because {1}: taken by {2}. Write '{3}', and call it in [OnStartup] or later.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.LateValueTaken));

    /// <summary>Arguments: the instance, the worker, which ones it has, the consumers, what to write.</summary>
    public static readonly DiagnosticDescriptor UnknownInstance = new(
        RuleIds.UnknownInstance,
        "An instance that the worker does not have",
        "{0} is no instance of {1}, {2}: taken by {3}. {4}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UnknownInstance));

    /// <summary>Arguments: the contract, the units that provide it, the consumers, why the list stays empty, what to write.</summary>
    public static readonly DiagnosticDescriptor UnattachedList = new(
        RuleIds.UnattachedList,
        "A list that only attached units could fill",
        "{0} is provided by {1} only, which no worker includes by itself (AutoInclude = false), and {3}: the list of {2} stays empty. {4}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UnattachedList));

    /// <summary>Arguments: the unit, the worker, the attribute, the consumers, what to write.</summary>
    public static readonly DiagnosticDescriptor NeededUnitLeftOut = new(
        RuleIds.NeededUnitLeftOut,
        "A unit that a worker replaces or leaves out is needed",
        "{0} is not in {1} because of {2} and is needed: by {3}. {4}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NeededUnitLeftOut));

    /// <summary>Arguments: the attribute, the worker, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor WorkerAttribute = new(
        RuleIds.WorkerAttribute,
        "An attribute of a worker that has no effect or contradicts another",
        "{0} on {1} {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WorkerAttribute));

    /// <summary>Arguments: the worker, how many units it has, how many fit.</summary>
    public static readonly DiagnosticDescriptor TooManyUnits = new(
        RuleIds.TooManyUnits,
        "More units than a worker can have",
        "{0} has {1} units, where {2} fit. Divide it into several workers, each with the units that its [Mixin<…>] attributes name.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.TooManyUnits));
}
