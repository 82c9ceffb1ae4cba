using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A time, a count or a policy of a hook that is never valid.</summary>
internal sealed class LCG2007AttributeArgument : HookOptionRule
{
    public override DiagnosticDescriptor Descriptor => DeclarationDescriptors.AttributeArgument;

    protected override (string What, string Remedy)? FaultOf(AttributeData attribute, string name, object? value, HookOptions options) => (name, value) switch
    {
        ("TimeoutSeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which limits nothing", "Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own"),
        ("RetryDelaySeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            (
                $"is {Kind(seconds)}, which no pause can be",
                "Write how many seconds to wait before a further attempt, or leave RetryDelaySeconds out for no pause"),
        ("Retries", int and < 0) =>
            ("is a negative count, so that a failed hook is never tried again", "Write how many further attempts there may be, or leave Retries out for none"),
        ("RestartDelaySeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which no pause can be", "Write how many seconds to wait before a restart, or leave RestartDelaySeconds out for no pause"),
        ("RestartWindowSeconds", double seconds) when !(seconds > 0) =>
            (
                seconds == 0 ? "is no time, in which no restart can be counted" : $"is {Kind(seconds)}, in which no restart can be counted",
                "Write in how many seconds MaxRestarts are counted, or leave RestartWindowSeconds out for 60"),
        ("CacheSeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, for which no answer can hold", "Write for how many seconds an answer holds, or 0 to ask every time"),
        ("MaxRestarts", int and < 0) =>
            (
                "is a negative count, so that the hook is never restarted",
                "Write how many restarts there may be within RestartWindowSeconds, or leave MaxRestarts out for 5"),
        ("MaxRestarts", 0) when Restarts(options) =>
            (
                "forbids the restarts that the policy asks for",
                "Write how many restarts there may be within RestartWindowSeconds, or leave the policy out to stop the worker"),
        ("OnFailure", int policy) when policy is < 0 or > (int)FailurePolicy.Ignore =>
            ("is no policy, so that the default applies", "Write a member of FailurePolicy"),
        ("OnCompletion", int policy) when policy is < 0 or > (int)CompletionPolicy.Restart =>
            ("is no policy, so that the default applies", "Write a member of CompletionPolicy"),
        // PhaseOrder converts to the type of Order, so the compiler accepts it.
        ("Order", _) when ArgumentOf(attribute, name)?.Expression is MemberAccessExpressionSyntax member && IsPhaseOrder(member.Expression) =>
            (
                "is how a phase goes over the units, and here it is a place among the hooks of one unit",
                "Write it in [Phase] on the class of the phase's attribute, or give the hook a number"),
        _ => null,
    };

    private static bool IsPhaseOrder(ExpressionSyntax enumeration) => enumeration is
        IdentifierNameSyntax { Identifier.ValueText: "PhaseOrder" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "PhaseOrder" };

    private static string Kind(double seconds) => double.IsNaN(seconds) ? "no number" : "a negative time";
}
