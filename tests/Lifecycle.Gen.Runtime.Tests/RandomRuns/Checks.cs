using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The invariants, checked at each call of a hook and at the end of each cycle and run.</summary>
internal sealed class Checks
{
    /// <param name="world">The run.</param>
    /// <param name="worker">Its worker.</param>
    /// <param name="planted">A rule more: what it says of a hook that begins is a violation.</param>
    public Checks(World world, TestWorker worker, Func<RandomUnit, int, string?>? planted)
    {
        Order = new OrderChecks(world, Violations);
        States = new StateChecks(world, Violations);
        Hooks = new HookChecks(world, this, Violations, planted);
        Custom = new CustomPhaseChecks(world, this, Violations);
        Ends = new EndChecks(world, this, Violations);
        Standby = new StandbyChecks(world, Violations);
        Values = new ValueChecks(world, worker, Violations);
    }

    public Violations Violations { get; } = new();

    public OrderChecks Order { get; }

    public StateChecks States { get; }

    public HookChecks Hooks { get; }

    public CustomPhaseChecks Custom { get; }

    public EndChecks Ends { get; }

    public StandbyChecks Standby { get; }

    public ValueChecks Values { get; }
}
