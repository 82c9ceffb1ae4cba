using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>
/// What hooks get that ask late: the instance of now, and the value of now, which is made once a start when its unit is up, and is disposed once, before
/// its unit goes down.
/// </summary>
internal sealed class ValueChecks(World world, TestWorker worker, Violations violations)
{
    private readonly List<RandomValue> _owned = [];

    /// <summary>What stands in the place of a value.</summary>
    public IUnit Make(int slot, UnitShape shape) => shape.Value switch
    {
        ValueKind.Constructed => Provided.Unowned(worker, slot, New(shape)),
        ValueKind.Read => Provided.Read(worker, slot, () => New(shape)),
        var kind => Provided.Start(worker, slot, token => MakeAsync(shape, token), kind == ValueKind.Owned),
    };

    /// <summary>A hook begins in which all that its unit depends on can be asked for.</summary>
    public void Take(RandomUnit unit, int phase)
    {
        var consumer = SlotOf(unit.Shape);
        if (consumer < 0 || phase is not (Hook.OnStartup or Hook.OnReady or Hook.OnDrain or Hook.OnShutdown))
            return;

        foreach (var dependency in unit.Shape.Dependencies.Where(unit.Shape.Needs))
        {
            if (dependency.Value != ValueKind.None)
                TakeValue(unit, phase, consumer, dependency);
            else if (dependency.Current is { } current)
                violations.Require(ReferenceEquals(Ask<RandomUnit>(unit, phase, consumer, dependency), current), unit, phase, "with another dependency");
        }

        AskWithoutOrder(unit, phase, consumer);
    }

    public void Disposed(RandomValue value, int disposals)
    {
        world.Trace($"dispose {value.Shape.Id}");
        Require(disposals == 1, value.Shape, "is disposed twice");
        Require(value.Shape.Value == ValueKind.Owned, value.Shape, "is disposed, and is not the worker's");
        if (value.IsLate)
            return;

        Require(value.Provider is null or { Model.DownSteps: 0 }, value.Shape, "is disposed after the shutdown of its unit");
        foreach (var dependent in value.Shape.Dependents.Where(dependent => dependent.Needs(value.Shape)))
            Require(HookChecks.IsDown(dependent), value.Shape, $"is disposed before its dependent {dependent.Id} is down");
    }

    /// <summary>The worker is disposed.</summary>
    public void CheckEnd()
    {
        foreach (var value in _owned)
            Require(value.Disposals == 1, value.Shape, $"was disposed {value.Disposals} times");
    }

    private RandomValue New(UnitShape shape, bool isLate = false) => new(this, shape, shape.Provider?.Current) { IsLate = isLate };

    private async Task<RandomValue> MakeAsync(UnitShape shape, CancellationToken token)
    {
        world.Trace($"make {shape.Id}");
        foreach (var dependency in shape.Dependencies.Where(shape.Needs))
            Require(dependency.Current is null || HookChecks.IsUp(dependency), shape, $"is made before {dependency.Id} is up");

        Require(_owned.TrueForAll(other => other.Shape != shape || other.Disposals > 0), shape, "is made while the last one is there");
        await (world.Behaviours.Perform(world.Behaviours.ChooseValue(shape), Hook.OnStartup, shape, token) ?? Task.CompletedTask);
        var value = New(shape, token.IsCancellationRequested);
        if (shape.Value == ValueKind.Owned)
            _owned.Add(value);
        return value;
    }

    private void TakeValue(RandomUnit unit, int phase, int consumer, UnitShape shape)
    {
        if (Ask<RandomValue>(unit, phase, consumer, shape) is not { } value)
            return;

        violations.Require(value.Shape == shape, unit, phase, $"with another value than {shape.Id}");
        violations.Require(value.Disposals == 0, unit, phase, $"with {shape.Id}, which is disposed");
        violations.Require(ReferenceEquals(value.Provider, shape.Provider?.Current), unit, phase, $"with {shape.Id} of an earlier generation");
    }

    private T? Ask<T>(RandomUnit unit, int phase, int consumer, UnitShape shape)
        where T : class
    {
        try
        {
            return worker.Engine.GetUp<T>(consumer, SlotOf(shape));
        }
        catch (UnitStateException e)
        {
            violations.Require(holds: false, unit, phase, $"without {shape.Id}: {e.Message}");
            return null;
        }
    }

    /// <summary>Where no order is between two units, it is the instance of now or an exception.</summary>
    private void AskWithoutOrder(RandomUnit unit, int phase, int consumer)
    {
        var random = world.Draw.For(Concern.Late, unit.Shape.Number, phase, unit.Model.Cycle);
        var slot = random.Next(world.Shapes.Length);
        if (random.Next(4) != 0 || world.Shapes[slot] is not { Value: ValueKind.None } other)
            return;

        try
        {
            violations.Require(ReferenceEquals(worker.Engine.GetUp<RandomUnit>(consumer, slot), other.Current), unit, phase, $"with another {other.Id}");
            violations.Require(other.Count(Hook.OnStartup) == 0 || other.Current is { Model: { Up: true } or { PerhapsUp: true } }, unit, phase,
                $"with {other.Id}, which is not up");
        }
        catch (UnitStateException)
        {
            world.Trace($"{other.Id} is not up for {unit.Shape.Id}");
        }
    }

    private int SlotOf(UnitShape shape) => Array.IndexOf(world.Shapes, shape);

    private void Require(bool condition, UnitShape shape, string what)
    {
        if (!condition)
            violations.Add($"{shape.Id} {what}");
    }
}
