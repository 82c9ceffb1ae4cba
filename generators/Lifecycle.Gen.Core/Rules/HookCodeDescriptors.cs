using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about what hooks run: LCG4xxx.</summary>
public static class HookCodeDescriptors
{
    /// <summary>Arguments: the unit and method, the call that is dropped, the way from the hook to it, what to write.</summary>
    public static readonly DiagnosticDescriptor DroppedTask = new(
        RuleIds.DroppedTask,
        "A task is dropped in a hook",
        "{0} drops the task of {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.DroppedTask));

    /// <summary>Arguments: the unit and method, what it starts, the way from the hook to it and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor Unowned = new(
        RuleIds.Unowned,
        "A startup hook starts what has no owner",
        "{0} starts {1} that has no owner: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Unowned));

    /// <summary>Arguments: the unit and method, what is waited for, the way from the hook to it, what to write.</summary>
    public static readonly DiagnosticDescriptor BlockingWait = new(
        RuleIds.BlockingWait,
        "A hook blocks its thread",
        "{0} blocks its thread on {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.BlockingWait));

    /// <summary>Arguments: the method, the way from the hook to the loop and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor EndlessStartup = new(
        RuleIds.EndlessStartup,
        "An endless loop in a startup hook",
        "{0} never ends: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.EndlessStartup));

    /// <summary>Arguments: the hook, what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor DeafLoop = new(
        RuleIds.DeafLoop,
        "A background loop never looks at its token",
        "{0} never looks at its token: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.DeafLoop));

    /// <summary>Arguments: the method, the way from the hook to the catch and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor CaughtCancellation = new(
        RuleIds.CaughtCancellation,
        "A background hook catches its own cancellation",
        "{0} catches its own cancellation: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.CaughtCancellation));

    /// <summary>Arguments: the method, what it acquires, the way from the hook to it and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor Unreleased = new(
        RuleIds.Unreleased,
        "A startup hook acquires what nothing releases",
        "{0} {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.Unreleased));

    /// <summary>Arguments: the hook, what keeps the token and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor KeptToken = new(
        RuleIds.KeptToken,
        "The token of the start is kept after it",
        "{0} keeps the token of the start: {1}. {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.KeptToken));

    /// <summary>Arguments: the method, the member that it uses, the way to it and what it needs, what to write.</summary>
    public static readonly DiagnosticDescriptor UsedTooEarly = new(
        RuleIds.UsedTooEarly,
        "A dependency is used before it has started",
        "{0} uses {1} before it has started: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UsedTooEarly));

    /// <summary>Arguments: the method, the member that it uses, the way to it and what it needs, what to write.</summary>
    public static readonly DiagnosticDescriptor UsedTooLate = new(
        RuleIds.UsedTooLate,
        "A dependency is used after it has stopped",
        "{0} uses {1} after it has stopped: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.UsedTooLate));

    /// <summary>Arguments: the method with the loop, the method that ends it, the way from the hook to the loop and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor EndedTooLate = new(
        RuleIds.EndedTooLate,
        "A background task that only the shutdown can end",
        "{0} can be ended only by {1}: {2}. {3}.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.EndedTooLate));

    /// <summary>Arguments: the member, the hook and its phase.</summary>
    public static readonly DiagnosticDescriptor LateValueUnmarked = new(
        RuleIds.LateValueUnmarked,
        "A provided value is said to be there before the start that makes it",
        "{0} is provided from the construction on, but reads what {1} sets. Write [Provides(AtStartup = true)].",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.LateValueUnmarked));
}
