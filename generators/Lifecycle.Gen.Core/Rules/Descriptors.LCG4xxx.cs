using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

// Await and resources.
public static partial class Descriptors
{
    /// <summary>Arguments: the unit and method, the call that is dropped, the way from the hook to it, what to write.</summary>
    public static readonly DiagnosticDescriptor DroppedTask = new(
        RuleIds.DroppedTask,
        "A task is dropped in a hook",
        "{0} drops the task of {1}: {2}. {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.DroppedTask));

    /// <summary>Arguments: the unit and method, what it starts, the way from the hook to it and what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor Unowned = new(
        RuleIds.Unowned,
        "A startup hook starts what nobody owns",
        "{0} starts {1} that nobody owns: {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.Unowned));

    /// <summary>Arguments: the unit and method, what is waited for, the way from the hook to it, what to write.</summary>
    public static readonly DiagnosticDescriptor BlockingWait = new(
        RuleIds.BlockingWait,
        "A hook blocks its thread",
        "{0} blocks its thread on {1}: {2}. {3}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.BlockingWait));

    /// <summary>Arguments: the hook, what happens, what to write.</summary>
    public static readonly DiagnosticDescriptor DeafLoop = new(
        RuleIds.DeafLoop,
        "A background loop never looks at its token",
        "{0} never looks at its token: {1}. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLink(RuleIds.DeafLoop));
}
