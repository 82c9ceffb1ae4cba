using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about the declarations of hooks: LCG3xxx.</summary>
public static class HookDescriptors
{
    /// <summary>Arguments: the hook (<c>Database.OpenAsync</c>), what is wrong with it, what to write.</summary>
    public static readonly DiagnosticDescriptor HookSignature = new(
        RuleIds.HookSignature,
        "A hook has a signature that cannot be called",
        "{0} cannot be called as a hook: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HookSignature));

    /// <summary>Arguments: the class, the phase, the hooks with their files, what to write.</summary>
    public static readonly DiagnosticDescriptor SpreadHooks = new(
        RuleIds.SpreadHooks,
        "Several hooks of one phase over several files without Order",
        "{0} has several [{1}] hooks over several files: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.SpreadHooks));

    /// <summary>Arguments: the hook, what is async void, what to write.</summary>
    public static readonly DiagnosticDescriptor AsyncVoidHook = new(
        RuleIds.AsyncVoidHook,
        "A hook is async void, or runs an async lambda as a void delegate",
        "{0} cannot be awaited: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.AsyncVoidHook));

    /// <summary>Arguments: the hook, what it awaits, what to write.</summary>
    public static readonly DiagnosticDescriptor HookWithoutToken = new(
        RuleIds.HookWithoutToken,
        "A hook awaits but takes no CancellationToken",
        "{0} takes no CancellationToken: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HookWithoutToken));

    /// <summary>Arguments: the method, the null and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor NullTask = new(
        RuleIds.NullTask,
        "A hook returns a null task",
        "{0} returns a null task: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NullTask));

    /// <summary>Arguments: the method, what it looks like, what to write.</summary>
    public static readonly DiagnosticDescriptor UnmarkedHook = new(
        RuleIds.UnmarkedHook,
        "A method of a unit is named like a hook but not marked",
        "{0} is named like a hook but not marked: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UnmarkedHook));

    /// <summary>Arguments: the caller, the hook, what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor HookCalledByHand = new(
        RuleIds.HookCalledByHand,
        "A hook is called by hand",
        "{0} calls the hook {1} by hand: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HookCalledByHand));

    /// <summary>Arguments: the method, what it does to which hook, what to write.</summary>
    public static readonly DiagnosticDescriptor LostHook = new(
        RuleIds.LostHook,
        "A hook of a base class is hidden or overridden without its attribute",
        "{0} {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.LostHook));

    /// <summary>Arguments: the hook, what it does instead, what to write.</summary>
    public static readonly DiagnosticDescriptor LifespanYield = new(
        RuleIds.LifespanYield,
        "A lifespan does not yield exactly once",
        "{0} is no lifespan: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.LifespanYield));

    /// <summary>Arguments: the hook, the option and why it does nothing, what to write.</summary>
    public static readonly DiagnosticDescriptor PolicyWithoutEffect = new(
        RuleIds.PolicyWithoutEffect,
        "An option of a hook without effect",
        "{0} has an option without effect: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.PolicyWithoutEffect));
}
