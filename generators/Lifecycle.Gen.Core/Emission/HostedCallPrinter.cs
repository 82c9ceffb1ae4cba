using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>The calls of a unit that was written as a hosted service, through the contracts of the host: they may be implemented explicitly.</summary>
internal static class HostedCallPrinter
{
    private const string Hooks = "global::Lifecycle.Runtime.HostedHooks.";

    /// <summary>The call of one method.</summary>
    public static string Text(HookModel hook, UnitBody unit)
    {
        var method = $"(({HostedContract.TypeOf(hook.Method)})this).{hook.Method}";
        var task = $"(({HostedContract.TypeOf(HostedContract.Loop)})this).ExecuteTask";
        return hook.Phase switch
        {
            Phase.OnStartup => $"{Hooks}StartAsync({method}, call.Token)",
            Phase.Background => $"{Hooks}WatchAsync({task}, call.Token)",
            Phase.OnShutdown when HasLoop(unit) => $"{Hooks}StopAsync({method}, {task}, call.Token)",
            _ => $"{method}(call.Token)",
        };
    }

    private static bool HasLoop(UnitBody unit) => unit.Hooks.Any(static hook => hook is { Call: HookCall.Hosted, Phase: Phase.Background });
}
