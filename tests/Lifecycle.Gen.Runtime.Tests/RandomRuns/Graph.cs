using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>Random classes of units, and the plan that they make.</summary>
internal sealed class Graph
{
    private static readonly int[] s_phases =
    [
        Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.Background, Hook.OnReady, Hook.Run,
        Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit, Hook.Lifespan,
    ];

    /// <summary>What a custom phase can be next to.</summary>
    private static readonly int[] s_anchors =
    [
        Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.Run, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown, Hook.OnExit,
    ];

    /// <summary>What every unit has where units move singly: it tells one cycle of a unit from the next.</summary>
    private static readonly int[] s_marks = [Hook.PreStartup, Hook.OnStartup, Hook.OnShutdown, Hook.PostShutdown];

    private readonly Random _random;
    private readonly bool _movesSingly;
    private readonly double _density;

    /// <param name="random">Decides.</param>
    /// <param name="movesSingly">Units are started, stopped, attached and restarted one by one.</param>
    /// <param name="hasCustom">There are custom phases.</param>
    /// <param name="count">How many units.</param>
    public Graph(Random random, bool movesSingly, bool hasCustom, int count)
    {
        _random = random;
        _movesSingly = movesSingly;
        _density = random.NextDouble();
        Custom = !hasCustom ? [] : [.. Enumerable.Range(0, random.Next(1, 7)).Select(MakeCustom)];
        var hasConditions = random.Next(3) == 0;
        var hasOnRequest = movesSingly && random.Next(2) == 0;
        var shapes = new List<UnitShape>();
        for (var slot = 0; slot < count; slot++)
        {
            var wanted = random.Next(0, Math.Min(slot, 4) + 1);
            var dependencies = new SortedSet<int>();
            for (var i = 0; i < wanted; i++)
                dependencies.Add(random.Next(random.Next(2) == 0 ? Math.Max(0, slot - 3) : 0, slot));

            shapes.Add(Make($"u{slot:000}", [.. dependencies.Select(dependency => shapes[dependency])],
                slot == 0, isConditional: slot > 0 && hasConditions && random.Next(5) == 0, isOnRequest: hasOnRequest && random.Next(4) == 0));
        }

        Shapes = [.. shapes];
    }

    public UnitShape[] Shapes { get; }

    /// <summary>The custom phases, in the order of the plan.</summary>
    public CustomPlace[] Custom { get; }

    /// <summary>A unit that is attached at run time.</summary>
    public UnitShape MakeAttached(int number, IReadOnlyList<UnitShape> dependencies) =>
        Make($"x{number:000}", dependencies, isFirst: false, isConditional: false, isOnRequest: false);

    public WorkerPlan MakePlan()
    {
        var dependencies = new List<ushort>();
        var onRequest = new List<ushort>();
        for (var slot = 0; slot < Shapes.Length; slot++)
        {
            var shape = Shapes[slot];
            dependencies.Add((ushort)shape.Dependencies.Count);
            dependencies.AddRange(shape.Dependencies.Select(PlaceOf));
            if (!shape.IsOnRequest)
                continue;

            onRequest.AddRange([(ushort)slot, (ushort)shape.WithoutNeed.Count]);
            onRequest.AddRange(shape.WithoutNeed.Select(PlaceOf).Order());
        }

        string[] ids = [.. Shapes.Select(shape => shape.Id)];
        return new WorkerPlan("Random.Worker", () => ids, dependencies.ToArray())
        {
            OnRequest = onRequest.ToArray(),
            Phases = [.. Custom.Select(place => place.Plan)],
        };
    }

    private ushort PlaceOf(UnitShape shape) => (ushort)Array.IndexOf(Shapes, shape);

    /// <summary>The first unit always has a plain hook in the phases that tell one cycle from the next.</summary>
    private UnitShape Make(string id, IReadOnlyList<UnitShape> dependencies, bool isFirst, bool isConditional, bool isOnRequest)
    {
        var shape = new UnitShape(id, dependencies) { IsConditional = isConditional, IsOnRequest = isOnRequest };
        foreach (var dependency in dependencies)
        {
            dependency.Dependents.Add(shape);
            if (dependency.IsOnRequest && _random.Next(2) == 0)
                dependency.WithoutNeed.Add(shape);
        }

        foreach (var phase in s_phases)
        {
            var hooks = _random.NextDouble() < _density ? _random.Next(8) == 0 ? 2 : 1 : 0;
            if (phase is Hook.Lifespan && _random.Next(3) != 0)
                hooks = 0;
            if ((isFirst || _movesSingly) && s_marks.Contains(phase))
                hooks = Math.Max(hooks, 1);
            if (phase is Hook.Run && _random.Next(4) != 0)
                hooks = 0;

            for (var step = 0; step < hooks; step++)
                shape.Add(phase, MakeHook(phase, step));
        }

        var own = 0;
        foreach (var place in Custom.Where(_ => _random.NextDouble() < _density))
        {
            var first = Hook.Custom + (own++ << 8);
            for (var step = 0; step <= _random.Next(8) / 7; step++)
                shape.Add(place, MakeCustomHook(place, first + step));
        }

        return shape;
    }

    private CustomPlace MakeCustom(int number)
    {
        var anchor = _random.Next(4) == 0 ? -1 : s_anchors[_random.Next(s_anchors.Length)];
        var plan = new PlanPhase($"Custom{number}", anchor < 0 ? -1 - _random.Next(2) : anchor, anchor >= 0 && _random.Next(2) == 0, _random.Next(3));
        return new CustomPlace(plan, anchor, number);
    }

    private HookDefinition MakeCustomHook(CustomPlace place, int hook) => new(hook, place.Plan.Id + "Hook" + (hook & 0xFF))
    {
        Phase = place.Plan.Id,
        TimeoutSeconds = _random.Next(8) == 0 ? _random.Next(1, 12) * 0.02 : 0,
    };

    private HookDefinition MakeHook(int phase, int step)
    {
        var repeats = phase is Hook.PreStartup or Hook.OnStartup && _random.Next(6) == 0;
        var isPoliced = phase == Hook.Background && _random.Next(3) == 0;
        var mayHaveLimit = isPoliced || phase is not (Hook.Background or Hook.Run);
        return new HookDefinition(phase + step, Names.Of(phase) + step)
        {
            TimeoutSeconds = mayHaveLimit && _random.Next(8) == 0 ? _random.Next(1, 12) * 0.02 : 0,
            Retries = repeats ? _random.Next(1, 4) : 0,
            RetryDelaySeconds = repeats ? _random.Next(0, 3) * 0.02 : 0,
            Backoff = (Backoff)_random.Next(2),
            Jitter = _random.Next(4) == 0,
            OnFailure = isPoliced ? ChoosePolicy() : FailurePolicy.StopWorker,
            OnCompletion = isPoliced ? (CompletionPolicy)_random.Next(3) : CompletionPolicy.Continue,
            MaxRestarts = _random.Next(1, 6),
            RestartWindowSeconds = _random.Next(1, 100) * 0.02,
            RestartDelaySeconds = _random.Next(0, 6) * 0.02,
        };
    }

    private FailurePolicy ChoosePolicy() => _random.Next(_movesSingly ? 4 : 3) switch
    {
        0 => FailurePolicy.StopWorker,
        1 => FailurePolicy.Restart,
        2 => FailurePolicy.Ignore,
        _ => FailurePolicy.RestartDependents,
    };
}
