using System.Runtime.CompilerServices;
using Lifecycle.Runtime;

namespace Lifecycle.Tests.RandomRuns;

/// <summary>How far one instance has come, as the rules see it.</summary>
internal sealed class UnitModel
{
    public bool Initialised;
    public bool Prepared;
    public bool Up;

    /// <summary>Whether it came up cannot be told from outside: a hook that ignores its token ended well after a cancellation.</summary>
    public bool PerhapsUp;
    public int StartedSteps;
    public int DownSteps;
    public int AfterSteps;
    public int ExitSteps;
    public int Disposals;
    public int Live;
    public int LiveStubborn;
    public int BackgroundLive;

    /// <summary>The lifespans that are between their halves.</summary>
    public readonly HashSet<int> Alive = [];

    public void Renew()
    {
        Up = false;
        PerhapsUp = false;
        Prepared = false;
        StartedSteps = 0;
        DownSteps = 0;
        AfterSteps = 0;
    }
}

/// <summary>A unit whose hooks do something random at each call, and that checks at each call that it was allowed.</summary>
internal sealed class RandomUnit(World world, int slot) : IUnit, IAsyncDisposable
{
    public UnitModel Model { get; } = new();

    public int Slot => slot;

    public UnitShape Shape => world.Shapes[slot];

    UnitDefinition IUnit.Define() => Shape.Definition;

    Task? IUnit.InvokeAsync(int hook, in HookCall call)
    {
        if (hook == Hook.Describe)
            return call.Describe(Shape.Counts);

        int phase = hook >> 8 << 8;
        int step = hook & 0xFF;
        if (phase == Hook.Lifespan)
            return call.Enter(LiveAsync(hook, call.Token));

        world.Checks.Begin(this, phase, step);
        Behaviour behaviour = world.Choose(phase, Shape, hook);
        int cycle = world.Cycle;
        bool supervised = phase is Hook.Background or Hook.Run;
        bool stubborn = behaviour.Kind is BehaviourKind.Deaf or BehaviourKind.Endless;
        if (supervised)
            Model.BackgroundLive += stubborn ? 0 : 1;
        else if (stubborn)
            Model.LiveStubborn++;
        else
            Model.Live++;

        Task? task;
        try
        {
            task = world.Perform(behaviour, hook, this, call.Token);
        }
        catch
        {
            Left(supervised, stubborn);
            throw;
        }

        if (task is { IsCompleted: false })
            return Follow(task, hook, supervised, stubborn, behaviour, cycle, call.Token);

        Left(supervised, stubborn);
        Checks.Succeeded(this, phase, step, doubtful: false);
        return task;
    }

    public ValueTask DisposeAsync()
    {
        world.Checks.Disposed(this);
        return world.MayFailDisposal();
    }

    /// <summary>Each half does something random; the rules are those of all hooks, and that a second half follows each first one that is complete.</summary>
    private async IAsyncEnumerable<int> LiveAsync(int hook, [EnumeratorCancellation] CancellationToken token)
    {
        int step = hook & 0xFF;
        bool begun = false;
        bool stubborn = false;
        try
        {
            world.Checks.Begin(this, Hook.Lifespan, step);
            (stubborn, bool late) = await HalfAsync(hook, token);
            world.Checks.ComesAlive(this, step, doubtful: late || (stubborn && token.IsCancellationRequested));
            begun = true;
            yield return 0;
            begun = false;
            world.Checks.Ends(this, step);
            await HalfAsync(hook, token);
        }
        finally
        {
            if (begun && Model.Alive.Remove(step))
                world.Checks.EndsWithoutSecond(this, step, stubborn && token.IsCancellationRequested);
        }
    }

    private async Task<(bool Stubborn, bool Late)> HalfAsync(int hook, CancellationToken token)
    {
        Behaviour behaviour = world.Choose(Hook.Lifespan, Shape, hook);
        bool stubborn = behaviour.Kind is BehaviourKind.Deaf or BehaviourKind.Endless;
        if (stubborn)
            Model.LiveStubborn++;
        else
            Model.Live++;

        try
        {
            Task task = world.Perform(behaviour, hook, this, token) ?? Task.CompletedTask;
            bool late = !task.IsCompleted && Shape.Find(hook) is { TimeoutSeconds: > 0 } definition && behaviour.Seconds > definition.TimeoutSeconds;
            await task;
            return (stubborn, late);
        }
        finally
        {
            Left(supervised: false, stubborn);
        }
    }

    private async Task Follow(Task task, int hook, bool supervised, bool stubborn, Behaviour behaviour, int cycle, CancellationToken token)
    {
        try
        {
            await task;
        }
        finally
        {
            Left(supervised, stubborn);
        }

        HookDefinition? definition = Shape.Find(hook);
        bool late = definition is { TimeoutSeconds: > 0 } && behaviour.Seconds > definition.TimeoutSeconds;
        if (!late && cycle == world.Cycle)
            Checks.Succeeded(this, hook >> 8 << 8, hook & 0xFF, doubtful: stubborn && token.IsCancellationRequested);
    }

    private void Left(bool supervised, bool stubborn)
    {
        if (supervised)
            Model.BackgroundLive -= stubborn ? 0 : 1;
        else if (stubborn)
            Model.LiveStubborn--;
        else
            Model.Live--;
    }
}

/// <summary>What the class of a random unit is like: the same for all its instances.</summary>
internal sealed class UnitShape
{
    private readonly Dictionary<int, HookDefinition> _hooks = [];

    public required string Id { get; init; }

    public required int[] Dependencies { get; init; }

    public List<int> Dependents { get; } = [];

    public ulong Counts { get; private set; }

    public UnitDefinition Definition => new(Id, [.. _hooks.Values.OrderBy(hook => hook.Hook)]);

    public int Count(int phase) => (int)(Counts >> (phase >> 8 << 2)) & 15;

    public HookDefinition? Find(int hook) => _hooks.GetValueOrDefault(hook);

    public void Add(int phase, HookDefinition definition)
    {
        _hooks.Add(definition.Hook, definition);
        Counts += 1UL << (phase >> 8 << 2);
        if (definition.TimeoutSeconds > 0 || definition.Retries > 0)
            Counts |= HookCounts.SeeDefinition;
    }
}
