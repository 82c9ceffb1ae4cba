using System.Runtime.CompilerServices;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>A unit whose hooks do something random at each call, and that checks at each call that it was allowed.</summary>
internal class RandomUnit(World world, UnitShape shape) : IUnit, INamedNeeds, IAsyncDisposable
{
    private const int AddedStep = 0xFF;

    public UnitModel Model { get; } = new();

    public UnitShape Shape => shape;

    UnitDefinition IUnit.Define() => Shape.Definition;

    bool INamedNeeds.Needs(object unit, string id) => (unit is RandomUnit other && Shape.Dependencies.Contains(other.Shape))
        || (unit is RandomValue value && Shape.Dependencies.Contains(value.Shape));

    Task? IUnit.InvokeAsync(int hook, in HookCall call)
    {
        if (hook == Hook.Describe)
            return call.Describe(Shape.Counts);

        var phase = hook >> 8 << 8;
        var step = hook & 0xFF;
        if (phase == Hook.Lifespan)
            return call.Enter(LiveAsync(hook, call.Token));

        var place = shape.FindCustom(hook);
        if (place is not null)
        {
            world.Checks.Custom.Begin(this, place, step);
            phase = place.Kind;
        }
        else
        {
            world.Checks.Hooks.Begin(this, phase, step, call.Token);
        }

        var behaviour = world.Behaviours.Choose(phase, Shape, hook);
        if (behaviour.Kind == BehaviourKind.AddsTask)
            AddTask(call.Context, phase);

        var supervised = phase is Hook.Background or Hook.Run;
        var cycle = Model.Cycle;
        Enter(hook, supervised, behaviour);
        Task? task;
        try
        {
            task = world.Behaviours.Perform(behaviour, hook, Shape, call.Token);
        }
        catch
        {
            Left(hook, supervised, behaviour);
            if (place is not null)
                world.Checks.Order.FailCustom(place);

            throw;
        }

        if (task is { IsCompleted: false })
            return Follow(task, hook, supervised, behaviour, cycle, call.Token);

        Left(hook, supervised, behaviour);
        if (hook < Hook.Custom)
            EndChecks.Succeeded(this, phase, step, doubtful: false);
        return task;
    }

    public ValueTask DisposeAsync()
    {
        world.Checks.Ends.Disposed(this);
        return world.Behaviours.MayFailDisposal(Shape);
    }

    /// <summary>Each half does something random; the rules are those of all hooks, and that a second half follows each first one that is complete.</summary>
    private async IAsyncEnumerable<int> LiveAsync(int hook, [EnumeratorCancellation] CancellationToken token)
    {
        var step = hook & 0xFF;
        var begun = false;
        var stubborn = false;
        var cycle = 0;
        try
        {
            world.Checks.Hooks.Begin(this, Hook.Lifespan, step, token);
            cycle = Model.Cycle;
            (stubborn, var late) = await HalfAsync(hook, token);
            world.Checks.Ends.ComesAlive(this, cycle, step, doubtful: late || (stubborn && token.IsCancellationRequested));
            begun = true;
            yield return 0;
            begun = false;
            world.Checks.Ends.Ends(this, cycle, step);
            await HalfAsync(hook, token);
        }
        finally
        {
            if (begun && Model.Alive.Remove((cycle, step)))
                world.Checks.Ends.EndsWithoutSecond(this, step, stubborn && token.IsCancellationRequested);
        }
    }

    private async Task<(bool Stubborn, bool Late)> HalfAsync(int hook, CancellationToken token)
    {
        var behaviour = world.Behaviours.Choose(Hook.Lifespan, Shape, hook);
        Enter(hook, supervised: false, behaviour);
        try
        {
            var task = world.Behaviours.Perform(behaviour, hook, Shape, token) ?? Task.CompletedTask;
            var late = !task.IsCompleted && IsLate(hook, behaviour);
            await task;
            return (behaviour.IsStubborn, late);
        }
        finally
        {
            Left(hook, supervised: false, behaviour);
        }
    }

    private async Task Follow(Task task, int hook, bool supervised, Behaviour behaviour, int cycle, CancellationToken token)
    {
        try
        {
            await task;
        }
        finally
        {
            Left(hook, supervised, behaviour);
        }

        if (hook < Hook.Custom && !IsLate(hook, behaviour) && cycle == Model.Cycle)
            EndChecks.Succeeded(this, hook >> 8 << 8, hook & 0xFF, doubtful: behaviour.IsStubborn && token.IsCancellationRequested);
    }

    private bool IsLate(int hook, Behaviour behaviour) =>
        Shape.Find(hook) is { TimeoutSeconds: > 0 } definition && behaviour.Seconds > definition.TimeoutSeconds;

    private void AddTask(IWorkerContext context, int phase)
    {
        var isError = phase is Hook.OnInit or Hook.PreStartup or Hook.OnShutdown or Hook.PostShutdown or Hook.OnExit;
        try
        {
            context.AddTask("added", RunAddedAsync, new BackgroundAttribute { EndsInDrain = Shape.Number % 2 == 1 });
            if (isError)
                world.Checks.Violations.Add($"{Shape.Id} takes a task in {Kit.Names.Of(phase)}");
        }
        catch (UnitStateException)
        {
            if (phase == Hook.OnStartup)
                world.Checks.Violations.Add($"{Shape.Id} takes no task while it starts");
        }
    }

    private async Task RunAddedAsync(CancellationToken token)
    {
        world.Checks.Hooks.BeginAdded(this);
        Model.BackgroundLive++;
        try
        {
            await (world.Behaviours.Perform(world.Behaviours.ChooseAdded(Shape), Hook.Background + AddedStep, Shape, token) ?? Task.CompletedTask);
        }
        finally
        {
            Model.BackgroundLive--;
        }
    }

    private void Enter(int hook, bool supervised, Behaviour behaviour)
    {
        if (EndsInDrain(hook, behaviour))
            Model.DrainedLive++;

        if (supervised && behaviour.IsStubborn)
            Model.Restarts.Forget(hook);
        else if (supervised)
            Model.BackgroundLive++;
        else if (behaviour.IsStubborn)
            Model.LiveStubborn++;
        else
            Model.Live++;
    }

    private bool EndsInDrain(int hook, Behaviour behaviour) => !behaviour.IsStubborn && Shape.Find(hook) is { EndsInDrain: true };

    private void Left(int hook, bool supervised, Behaviour behaviour)
    {
        if (EndsInDrain(hook, behaviour))
            Model.DrainedLive--;

        if (supervised && !behaviour.IsStubborn)
            Model.Restarts.Ended(hook, world.Seconds);

        if (supervised)
            Model.BackgroundLive -= behaviour.IsStubborn ? 0 : 1;
        else if (behaviour.IsStubborn)
            Model.LiveStubborn--;
        else
            Model.Live--;
    }
}

/// <summary>A unit that a single start or stop can name: each <typeparamref name="TName"/> makes another class.</summary>
internal sealed class NamedUnit<TName>(World world, UnitShape shape) : RandomUnit(world, shape);
