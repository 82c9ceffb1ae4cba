using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Operations;

/// <summary>A hook that waits for an operation of its own worker would wait for itself.</summary>
internal static class OwnWait
{
    /// <summary>Throws in a hook that is part of an operation.</summary>
    public static void ThrowInOperation(UnitTable units, string request)
    {
        if (HookMark.OwnerIn(units.Scope.Worker) is Operation)
            throw Error(units, request);
    }

    /// <summary>Throws in a hook that is part of an operation, and in a background or run hook, which only the end of the cycle would end.</summary>
    public static void ThrowInHook(UnitTable units, string request)
    {
        if (HookMark.OwnerIn(units.Scope.Worker) is not null)
            throw Error(units, request);
    }

    /// <summary>Whether the caller is a background or run hook, or was called by one.</summary>
    public static bool IsInTask(UnitTable units) => HookMark.OwnerIn(units.Scope.Worker) is SupervisedTask;

    private static UnitStateException Error(UnitTable units, string request) => new(
        $"{units.Worker} cannot {request} from a hook: the hook would wait for the operation that it is a part of. "
        + "Call RequestStop or RequestReload, which do not wait; "
        + "[Background] and [Run] hooks may also start and stop single units, as may all after the worker's own StartAsync.",
        units.Worker);
}
