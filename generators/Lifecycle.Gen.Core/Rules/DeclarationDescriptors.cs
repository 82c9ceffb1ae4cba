using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about the declarations of units, extensions and phases: LCG2xxx.</summary>
public static class DeclarationDescriptors
{
    /// <summary>Arguments: the type, what needs the part, its declaration with <c>partial</c>.</summary>
    public static readonly DiagnosticDescriptor NotPartial = new(
        RuleIds.NotPartial,
        "A unit or worker is not partial",
        "{0} is not partial: {1} needs a generated part. Write '{2}'.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NotPartial));

    /// <summary>Arguments: the type, <c>a unit</c>, <c>a worker</c> or <c>an extension</c>, what it is, what to write.</summary>
    public static readonly DiagnosticDescriptor UnsupportedType = new(
        RuleIds.UnsupportedType,
        "A type that cannot be a unit or a worker",
        "{0} cannot be {1}: it is {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UnsupportedType));

    /// <summary>Arguments: the type, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor Constructor = new(
        RuleIds.Constructor,
        "No accessible constructor, or several",
        "{0} {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Constructor));

    /// <summary>Arguments: the unit, the parameter, what it is.</summary>
    public static readonly DiagnosticDescriptor ConstructorParameter = new(
        RuleIds.ConstructorParameter,
        "A constructor parameter that no worker can pass",
        "{0} takes what no worker can pass: {1} is {2}. Take it by value, as an ordinary type.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ConstructorParameter));

    /// <summary>Arguments: the unit, why, the type to change.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = new(
        RuleIds.Inaccessible,
        "A type that the worker must name but may not",
        "{0} cannot be named by a worker: {1}. Make {2} internal or public.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Inaccessible));

    /// <summary>Arguments: the worker, the name, what gives it.</summary>
    public static readonly DiagnosticDescriptor MemberName = new(
        RuleIds.MemberName,
        "Two members of a worker with one name",
        "{0} would have two members named {1}: {2}. Rename one of them.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.MemberName));

    /// <summary>Arguments: the hook, the argument and what the worker makes of it, what to write.</summary>
    public static readonly DiagnosticDescriptor AttributeArgument = new(
        RuleIds.AttributeArgument,
        "An attribute argument that cannot be right",
        "{0} has an attribute argument that cannot be right: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.AttributeArgument));

    /// <summary>Arguments: the type, why its hooks are none, their names with "is" or "are", what to write.</summary>
    public static readonly DiagnosticDescriptor HookWithoutUnit = new(
        RuleIds.HookWithoutUnit,
        "Hooks that are never called",
        "{0} has hooks {1}: {2} never called. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HookWithoutUnit));

    /// <summary>Arguments: the unit, what it does, the way from the constructor to it and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor WorkInConstructor = new(
        RuleIds.WorkInConstructor,
        "Work in the constructor of a unit",
        "The constructor of {0} {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WorkInConstructor));

    /// <summary>Arguments: the type, what it cannot be, why, what to write.</summary>
    public static readonly DiagnosticDescriptor Extension = new(
        RuleIds.Extension,
        "An extension that implements no extension point, or a point that cannot be one",
        "{0} cannot be {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Extension));

    /// <summary>Arguments: the attribute class, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor CustomPhase = new(
        RuleIds.CustomPhase,
        "A custom phase that has no place",
        "{0} cannot be a phase: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.CustomPhase));

    /// <summary>Arguments: the worker, its base class.</summary>
    public static readonly DiagnosticDescriptor WorkerWithBase = new(
        RuleIds.WorkerWithBase,
        "A worker that already has a base class",
        "{0} has a base class already: {0} -> {1}, where the generated part needs Lifecycle.LifecycleWorker. Remove it, and make what it does a unit.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WorkerWithBase));

    /// <summary>Arguments: what is written, the generated file, what comes of it, what to write.</summary>
    public static readonly DiagnosticDescriptor WrittenByGenerator = new(
        RuleIds.WrittenByGenerator,
        "Another source generator writes what a unit is made of",
        "{0} is written by another source generator ({1}), which Lifecycle.Gen cannot see: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WrittenByGenerator));

    /// <summary>Arguments: the parameter, whose it is, why it has no effect.</summary>
    public static readonly DiagnosticDescriptor OwnedByWorker = new(
        RuleIds.OwnedByWorker,
        "An [OwnedByWorker] without effect",
        "[OwnedByWorker] on {0} of {1} has no effect: {2}. Remove it.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.OwnedByWorker));

    /// <summary>Arguments: the unit, the parameter, what to write.</summary>
    public static readonly DiagnosticDescriptor Unordered = new(
        RuleIds.Unordered,
        "[Unordered] on a parameter without late access",
        "{0} takes '{1}' as [Unordered], but a unit that is handed over itself must exist before: only Func<T> and Lazy<T> can do without an order. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Unordered));

    /// <summary>Arguments: the member, what is wrong, what to write.</summary>
    public static readonly DiagnosticDescriptor Provides = new(
        RuleIds.Provides,
        "A member that cannot provide a value",
        "{0} cannot provide a value: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Provides));

    /// <summary>Arguments: the unit, how many of which phase, what to write.</summary>
    public static readonly DiagnosticDescriptor TooManyHooks = new(
        RuleIds.TooManyHooks,
        "More hooks of one phase than a unit can have",
        "{0} has more hooks of one phase than a unit can have: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.TooManyHooks));
}
