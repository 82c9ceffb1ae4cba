using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

// The graph.
public static partial class Descriptors
{
    /// <summary>Arguments: the unit, the next one, the closed path.</summary>
    public static readonly DiagnosticDescriptor Cycle = new(
        RuleIds.Cycle,
        "Units depend on each other in a circle",
        "{0} depends on itself through {1}: {2}. Remove one of these, or move what both sides of it need into a unit of its own that both take.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.Cycle));

    /// <summary>Arguments: the unit, the closed path.</summary>
    public static readonly DiagnosticDescriptor SelfDependency = new(
        RuleIds.SelfDependency,
        "A unit depends on itself",
        "{0} depends on itself: {1}. Remove it, or take a type that {0} does not provide.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.SelfDependency));

    /// <summary>Arguments: the contract, who provides it, who wants it, what to write, what the providers are.</summary>
    public static readonly DiagnosticDescriptor AmbiguousContract = new(
        RuleIds.AmbiguousContract,
        "Several units provide the wanted contract",
        "{0} is provided by several {4}: {1}; wanted by {2}. {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.AmbiguousContract));

    /// <summary>Arguments: the type, who names it with which attribute, what to write.</summary>
    public static readonly DiagnosticDescriptor NotAUnit = new(
        RuleIds.NotAUnit,
        "An attribute names what is no unit",
        "{0} is no unit: named by {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.NotAUnit));

    /// <summary>Arguments: the unit, its predicate, who takes it, the parameter to write.</summary>
    public static readonly DiagnosticDescriptor ConditionalUnitRequired = new(
        RuleIds.ConditionalUnitRequired,
        "A unit that may be disabled is taken as a required dependency",
        "{0} may be disabled by {1} and is required: by {2}. Write '{3}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.ConditionalUnitRequired));

    /// <summary>Arguments: the contract, who takes a list of it.</summary>
    public static readonly DiagnosticDescriptor EmptyList = new(
        RuleIds.EmptyList,
        "A list of a contract that nobody provides",
        "{0} is provided by no unit, so that a list of it is always empty: taken by {1}. Add a unit that implements it, or mark it with [ExtensionPoint] if units are attached at run time.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.EmptyList));

    /// <summary>Arguments: what is there twice, where, what to write.</summary>
    public static readonly DiagnosticDescriptor Duplicate = new(
        RuleIds.Duplicate,
        "The same mixin, binding or unit id twice",
        "{0} is there twice: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.Duplicate));
}
