using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>Starts and stops of standby units, as packages ask for them that know when such a unit may be up.</summary>
internal sealed class StandbyCallers(World world, TestWorker worker)
{
    private const int MostRounds = 4;

    private readonly List<StandbyCall> _calls = [];
    private readonly List<CancellationTokenSource> _sources = [];

    /// <summary>The starts or stops that have not come back.</summary>
    public IEnumerable<UnitShape> Pending(bool isStart) => _calls.Where(call => !call.IsOver && call.IsStart == isStart).Select(call => call.Unit).Distinct();

    /// <summary>What a caller asks for outside of hooks, or a task without waiting for it.</summary>
    public void Act(Random random)
    {
        if (Choose(random) is not { } unit)
            return;

        world.Checks.Standby.CheckFound(unit, StandbyUnits.FindUp(ContextOf(unit)));
        switch (random.Next(8))
        {
            case < 4:
                var source = new CancellationTokenSource();
                _sources.Add(source);
                _ = StartAsync(unit, LimitFrom(random), source.Token);
                break;
            case < 7:
                _ = StopAsync(unit, LimitFrom(random), CancellationToken.None);
                break;
            default:
                world.Trace("cancel starts of standby units");
                foreach (var one in _sources)
                    one.Cancel();

                _sources.Clear();
                break;
        }
    }

    /// <summary>What a task does that may hold a lease for a while: it waits for each start and stop.</summary>
    public async Task FollowLeaseAsync(Random random, CancellationToken token)
    {
        var unit = Choose(random);
        for (var round = random.Next(1, MostRounds); unit is not null && round > 0; round--)
        {
            await world.Time.Pause(random.Next(1, 40) * 0.02, token);
            await StartAsync(unit, LimitFrom(random), token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await world.Time.Pause(random.Next(0, 40) * 0.02, token);
            await StopAsync(unit, LimitFrom(random), token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await world.Time.Pause(-1, token);
    }

    private static double LimitFrom(Random random) => random.Next(4) == 0 ? random.Next(1, 40) * 0.02 : 30;

    /// <summary>Leaving out another unit changes no choice.</summary>
    private UnitShape? Choose(Random random)
    {
        var from = random.Next(world.Graph.Count);
        return world.Shapes.FirstOrDefault(shape => shape.IsStandby && shape.Number >= from) ?? world.Shapes.FirstOrDefault(shape => shape.IsStandby);
    }

    private Task StartAsync(UnitShape unit, double seconds, CancellationToken token) =>
        PerformAsync(new StandbyCall(unit, IsStart: true, world.Operation), () => StandbyUnits.StartAsync(ContextOf(unit), seconds, token));

    private Task StopAsync(UnitShape unit, double seconds, CancellationToken token) =>
        PerformAsync(new StandbyCall(unit, IsStart: false, world.Operation), () => StandbyUnits.StopAsync(ContextOf(unit), seconds, token));

    private Task PerformAsync(StandbyCall call, Func<Task> perform)
    {
        _calls.Add(call);
        world.Trace($"{call} begins ({worker.State})");
        if (call.IsStart)
            world.Checks.Standby.Ask(call.Unit);

        var task = AwaitAsync();
        world.Callers.Call(call.ToString(), task);
        return task;

        async Task AwaitAsync()
        {
            try
            {
                await perform();
                world.Checks.Standby.CheckAfter(call);
            }
            catch (LifecycleException) when (!call.IsStart)
            {
                world.Checks.Standby.CheckAfter(call);
                throw;
            }
            finally
            {
                call.IsOver = true;
            }
        }
    }

    private IWorkerContext ContextOf(UnitShape unit) => worker.Engine.GetContext(Array.IndexOf(world.Shapes, unit));
}

/// <summary>A start or stop of a standby unit.</summary>
/// <param name="Unit">The standby unit.</param>
/// <param name="IsStart">Whether it is a start.</param>
/// <param name="Before">The last operation that had begun when it was asked for.</param>
internal sealed record StandbyCall(UnitShape Unit, bool IsStart, (string Name, int Number)? Before)
{
    public bool IsOver { get; set; }

    public override string ToString() => $"StandbyUnits.{(IsStart ? "StartAsync" : "StopAsync")} {Unit.Id}";
}
