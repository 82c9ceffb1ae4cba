using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Tasks;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>Names what a pass waits for. Under the lock.</summary>
internal static class UnderWay
{
    public static List<HookName> All(UnitTable units, TaskSupervisor tasks, Pass pass)
    {
        var all = new List<HookName>();
        for (var slot = 0; pass.IsActive && slot < pass.Slots.Length; slot++)
        {
            if (pass.Slots[slot].Is(PassFlags.Busy))
                Add(all, units, tasks, pass, slot);
        }

        return all;
    }

    public static List<HookName> Of(UnitTable units, TaskSupervisor tasks, Pass pass, int slot)
    {
        var all = new List<HookName>();
        Add(all, units, tasks, pass, slot);
        return all;
    }

    private static void Add(List<HookName> all, UnitTable units, TaskSupervisor tasks, Pass pass, int slot)
    {
        var id = units.Plan.IdOf(slot);
        if (tasks.AwaitedGroup(slot) is { } group)
        {
            for (var task = group.Live; task is not null; task = task.NextLive)
                all.Add(new HookName(id, task.Name, Phase.Of(task.Hook)));
        }
        else
        {
            var hook = HookSteps.HookAt(units, pass, slot, pass.PhaseNumber, pass.Slots[slot].Step);
            all.Add(new HookName(id, units.NameOf(slot, hook), Phase.Of(hook) == Phase.Lifespan ? Phase.Lifespan : pass.PhaseNumber));
        }
    }
}
