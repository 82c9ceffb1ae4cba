using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

// Hooks.
public static partial class Descriptors
{
    /// <summary>Arguments: the hook (<c>Database.OpenAsync</c>), what is wrong with it, what to write.</summary>
    public static readonly DiagnosticDescriptor HookSignature = new(
        RuleIds.HookSignature,
        "A hook has a signature that cannot be called",
        "{0} cannot be called as a hook: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.HookSignature));

    /// <summary>Arguments: the hook, what is async void, what to write.</summary>
    public static readonly DiagnosticDescriptor AsyncVoidHook = new(
        RuleIds.AsyncVoidHook,
        "A hook is async void, or runs an async lambda as a void delegate",
        "{0} cannot be awaited: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.AsyncVoidHook));

    /// <summary>Arguments: the hook, what it awaits, what to write.</summary>
    public static readonly DiagnosticDescriptor HookWithoutToken = new(
        RuleIds.HookWithoutToken,
        "A hook awaits but takes no CancellationToken",
        "{0} takes no CancellationToken: {1}. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.HookWithoutToken));

    /// <summary>Arguments: the hook, what it does instead, what to write.</summary>
    public static readonly DiagnosticDescriptor LifespanYield = new(
        RuleIds.LifespanYield,
        "A lifespan does not yield exactly once",
        "{0} is no lifespan: {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.LifespanYield));

    /// <summary>Arguments: the hook, the option and why it does nothing, what to write.</summary>
    public static readonly DiagnosticDescriptor PolicyWithoutEffect = new(
        RuleIds.PolicyWithoutEffect,
        "An option of a hook without effect",
        "{0} has an option without effect: {1}. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.PolicyWithoutEffect));
}
