using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The errors of a run: each comes out, and comes out once; and every call ends.</summary>
internal sealed class Ledger(World world, TestWorker worker)
{
    private readonly Dictionary<Exception, string> _failures = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<LifecycleException> _outcomes = new(ReferenceEqualityComparer.Instance);

    public Exception Fail(Exception failure, string place, bool mayBeRepeated)
    {
        world.Trace("  fails: " + place);
        if (!mayBeRepeated)
            _failures.Add(failure, place);

        return failure;
    }

    public void Collect()
    {
        if (worker.Engine.Outcome is { } outcome)
            _outcomes.Add(outcome);
    }

    public void CheckEnd()
    {
        foreach ((var name, var task) in world.Callers.Calls)
        {
            if (!task.IsCompleted)
                world.Checks.Violations.Add($"{name} never ends");
            else if (task.Exception?.InnerException is { } error and not (LifecycleException or OperationCanceledException)
                && !(error is ObjectDisposedException && world.Callers.IsLate(task)))
                world.Checks.Violations.Add($"{name} throws {error}");
            else if (task.Exception?.InnerException is LifecycleException failure)
                _outcomes.Add(failure);
        }

        foreach ((var unit, var attach) in world.Callers.Attached)
        {
            var wanted = attach.IsCompletedSuccessfully ? 1 : 0;
            if (unit.Model.Disposals != wanted)
                world.Checks.Violations.Add($"{unit.Shape.Id}, whose attachment is {attach.Status}, was disposed {unit.Model.Disposals} times");
            if (wanted == 0)
                world.Checks.Ends.CheckDown(unit);
        }

        if (worker.State is not (UnitState.Stopped or UnitState.Failed))
            world.Checks.Violations.Add($"the worker ends as {worker.State}");
        if (world.Time.LiveTimers > 0)
            world.Checks.Violations.Add($"{world.Time.LiveTimers} timers are left");

        CheckErrors();
    }

    private void CheckErrors()
    {
        var surfaced = new HashSet<Exception>(ReferenceEqualityComparer.Instance);
        foreach (var outcome in _outcomes)
        {
            var tree = new List<Exception>();
            Flatten(outcome, tree);
            surfaced.UnionWith(tree);
            Exception[] told = [outcome, .. outcome.Others];
            foreach (var twice in told.Concat(told.Select(error => error.InnerException).OfType<RandomFailure>()).GroupBy(error => error)
                .Where(group => group.Count() > 1).Select(group => group.Key))
                world.Checks.Violations.Add("an error is reported twice: " + PlaceOf(twice));
        }

        foreach (var lost in _failures.Where(failure => !surfaced.Contains(failure.Key)))
            world.Checks.Violations.Add("an error is lost: " + lost.Value);
    }

    private string PlaceOf(Exception error) => _failures.GetValueOrDefault(error) ?? error.Message;

    private static void Flatten(Exception error, List<Exception> all)
    {
        all.Add(error);
        if (error.InnerException is { } cause)
            Flatten(cause, all);

        foreach (var other in (error as LifecycleException)?.Others ?? [])
            Flatten(other, all);
    }
}
