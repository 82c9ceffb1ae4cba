using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// Options without effect. On a hook: for restarts or attempts that never happen, limits that are never reached, and the position of the phase. On a
/// phase: a time-out.
/// </summary>
internal sealed class LCG3010PolicyWithoutEffect : HookOptionRule
{
    public override DiagnosticDescriptor Descriptor => HookDescriptors.PolicyWithoutEffect;

    protected override (string What, string Remedy)? FaultOf(AttributeData attribute, string name, object? value, HookOptions options) =>
        value is 0 or 0.0 or false ? null // The default, written out.
            : name is "After" or "Before" && value is not null ? PositionFault(attribute, name)
            : AttributeReader.PhaseOf(attribute) == Phase.Background ? RestartFault(name, options)
            : RetryFault(name, options);

    protected override (string What, string Remedy)? FaultOfPhase(string name, object? value) =>
        name == "TimeoutSeconds" && value is not 0.0
            ? ("limits nothing, because each hook of a phase has a time-out of its own", "Write it on the hooks, or remove it")
            : null;

    private static (string What, string Remedy) PositionFault(AttributeData attribute, string name) => (
        $"says where a phase belongs, and the hook runs in {KnownSymbols.NameOf(attribute)} all the same",
        PhaseReader.IsCustom(attribute.AttributeClass!)
            ? $"Write it in [Phase] on {attribute.AttributeClass!.Name}, or remove it"
            : $"Mark the hook with the attribute of another phase, or remove {name}");

    private static (string What, string Remedy)? RestartFault(string name, HookOptions options)
    {
        return name switch
        {
            "MaxRestarts" or "RestartWindowSeconds" or "RestartDelaySeconds" or "Backoff" or "Jitter" when !Restarts(options) =>
                ("says how to restart, but the hook is never restarted", $"Add 'OnFailure = FailurePolicy.Restart', or remove {name}"),
            "Backoff" or "Jitter" when options.RestartDelaySeconds == 0 =>
                ("shapes a pause that there is not", $"Add RestartDelaySeconds, or remove {name}"),
            "MaxRestarts" when options.MaxRestarts == int.MaxValue =>
                (
                    "is a limit that is never reached, so that a hook that always fails is restarted for ever",
                    "Write how many restarts there may be within RestartWindowSeconds"),
            "RestartDelaySeconds" when options.MaxRestarts is > 0 and < int.MaxValue && ShortestSpan(options) > options.RestartWindowSeconds =>
                (
                    $"spreads the restarts so that {options.MaxRestarts} never fall into the window, and a hook that always fails is restarted for ever",
                    "Widen RestartWindowSeconds, or lower MaxRestarts"),
            _ => null,
        };
    }

    private static (string What, string Remedy)? RetryFault(string name, HookOptions options) => name switch
    {
        "RetryDelaySeconds" or "Backoff" or "Jitter" when options.Retries == 0 =>
            ("says how to try again, but the hook is never tried again", $"Add Retries, or remove {name}"),
        "Backoff" or "Jitter" when options.RetryDelaySeconds == 0 =>
            ("shapes a pause that there is not", $"Add RetryDelaySeconds, or remove {name}"),
        _ => null,
    };

    /// <summary>The shortest time from the first counted restart to the failure that would exceed the limit.</summary>
    private static double ShortestSpan(HookOptions options)
    {
        double restarts = options.MaxRestarts;
        var pauses = options.ExponentialBackoff ? Math.Pow(2, restarts) - 1 : restarts * (restarts + 1) / 2;
        return options.RestartDelaySeconds * pauses * (options.Jitter ? 0.5 : 1);
    }
}
