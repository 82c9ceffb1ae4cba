using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>
/// A hook that waits for an operation of its own worker would wait for itself. Seen in all of a background or run hook. In other hooks only starts and reloads
/// are refused, and only in the part before the first await: what runs on the thread of a hook need not be its code, as setting the result of a task runs
/// the code that waits for it.
/// </summary>
internal static class OwnWait
{
    /// <summary>Throws in a hook of a pass, before its first await.</summary>
    public static void ThrowInsideHook(UnitTable units, string request)
    {
        if (units.Scope.IsInsideUserCode)
            throw Error(units, request);
    }

    /// <summary>Throws in a background or run hook, for what only the worker's end, or a cycle of it, would complete.</summary>
    public static void ThrowInsideTask(UnitTable units, string request)
    {
        if (IsInsideTask(units))
            throw Error(units, request);
    }

    public static bool IsInsideTask(UnitTable units) => SupervisedTask.IsInside(units.Scope.Worker);

    private static UnitStateException Error(UnitTable units, string request) => new(
        $"{units.Worker} cannot {request} from a hook of its own: the hook would wait for the operation that waits for it. Call RequestStop or RequestReload, which do not wait.",
        units.Worker);
}
