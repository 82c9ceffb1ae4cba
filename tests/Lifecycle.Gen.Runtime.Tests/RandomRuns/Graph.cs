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

    /// <summary>Numbers from here on are of units that are attached.</summary>
    private const int FirstAttached = 1_000;

    private readonly Draw _draw;
    private readonly bool _movesSingly;
    private readonly double _density;
    private readonly bool _hasInstances;
    private readonly bool _hasStandby;

    /// <param name="draw">Decides.</param>
    /// <param name="movesSingly">Units are started, stopped, attached and restarted one by one.</param>
    /// <param name="hasCustom">There are custom phases.</param>
    /// <param name="hasStandby">There are standby units.</param>
    /// <param name="count">How many units, those that are left out included.</param>
    public Graph(Draw draw, bool movesSingly, bool hasCustom, bool hasStandby, int count)
    {
        _draw = draw;
        _movesSingly = movesSingly;
        _hasStandby = hasStandby;
        Count = count;
        var random = draw.For(Concern.Graph);
        _density = random.NextDouble();
        _hasInstances = draw.For(Concern.Instance).Next(3) == 0;
        Custom = !hasCustom ? [] : [.. Enumerable.Range(0, random.Next(1, 7)).Select(number => MakeCustom(random, number))];
        var hasConditions = random.Next(3) == 0;
        var hasOnRequest = movesSingly && random.Next(2) == 0;
        var shapes = new SortedDictionary<int, UnitShape>();
        foreach (var number in Enumerable.Range(0, count).Except(draw.WithoutUnits))
            shapes.Add(number, MakeCompiled(number, shapes, hasConditions, hasOnRequest));

        Shapes = [.. shapes.Values];
    }

    /// <summary>How many units there would be if none were left out.</summary>
    public int Count { get; }

    public UnitShape[] Shapes { get; }

    /// <summary>The custom phases, in the order of the plan.</summary>
    public CustomPlace[] Custom { get; }

    /// <summary>A unit that is attached at run time.</summary>
    public UnitShape MakeAttached(int number, IReadOnlyList<UnitShape> dependencies) =>
        Make(new UnitShape($"x{number:000}", FirstAttached + number, dependencies) { IsAttached = true }, _draw.For(Concern.Unit, FirstAttached + number));

    /// <summary>The number of the class of a unit: where there are instances, two have one.</summary>
    public int ClassOf(int number) => _hasInstances ? number / 2 * 2 : number;

    /// <summary>What tells a unit from the others of its class; nothing where each has a class of its own.</summary>
    public string? InstanceOf(int number) => !_hasInstances ? null : number % 2 == 0 ? "one" : "other";

    public WorkerPlan MakePlan()
    {
        var dependencies = new List<ushort>();
        var onRequest = new List<ushort>();
        for (var slot = 0; slot < Shapes.Length; slot++)
        {
            var shape = Shapes[slot];
            dependencies.Add((ushort)shape.Dependencies.Count);
            dependencies.AddRange(shape.Dependencies.Select(PlaceOf));
            if (!shape.IsOnRequest && !shape.IsLeftDown)
                continue;

            onRequest.AddRange([(ushort)slot, (ushort)shape.WithoutNeed.Count]);
            onRequest.AddRange(shape.WithoutNeed.Select(PlaceOf).Order());
        }

        string[] ids = [.. Shapes.Select(shape => shape.Id)];
        return new WorkerPlan("Random.Worker", () => ids, dependencies.ToArray())
        {
            OnRequest = onRequest.ToArray(),
            WaitingStandby = Shapes.Where(shape => shape.IsStandby && shape.Dependencies.Any(other => other.IsLeftDown && shape.Needs(other)))
                .Select(PlaceOf).ToArray(),
            Standby = Shapes.Where(shape => shape.FollowsStandby).Select(PlaceOf).ToArray(),
            Phases = [.. Custom.Select(place => place.Plan)],
        };
    }

    private ushort PlaceOf(UnitShape shape) => (ushort)Array.IndexOf(Shapes, shape);

    /// <summary>What a unit depends on has a lower number, and is often near.</summary>
    private UnitShape MakeCompiled(int number, SortedDictionary<int, UnitShape> before, bool hasConditions, bool hasOnRequest)
    {
        var random = _draw.For(Concern.Unit, number);
        var wanted = random.Next(0, Math.Min(number, 4) + 1);
        var dependencies = new SortedSet<int>();
        for (var i = 0; i < wanted; i++)
            dependencies.Add(random.Next(random.Next(2) == 0 ? Math.Max(0, number - 3) : 0, number));

        UnitShape[] taken = [.. dependencies.Where(before.ContainsKey).Select(dependency => before[dependency])];
        var value = ChooseValue(number, wanted);
        var isStandby = _hasStandby && number > 0 && value == ValueKind.None && _draw.For(Concern.Standby, number).Next(5) == 0;
        var shape = new UnitShape($"u{ClassOf(number):000}", number, taken)
        {
            Instance = InstanceOf(number),
            Value = value,
            IsConditional = number > 0 && hasConditions && random.Next(5) == 0 && value == ValueKind.None && !isStandby,
            IsOnRequest = hasOnRequest && random.Next(4) == 0 && value == ValueKind.None && !isStandby,
            IsStandby = isStandby,
        };
        if (value != ValueKind.None)
        {
            Connect(shape);
            return shape;
        }

        return Make(shape, random);
    }

    /// <summary>The first unit always has a plain hook in the phases that tell one cycle from the next.</summary>
    private UnitShape Make(UnitShape shape, Random random)
    {
        Connect(shape);
        foreach (var phase in s_phases)
        {
            var hooks = random.NextDouble() < _density ? random.Next(8) == 0 ? 2 : 1 : 0;
            if (phase is Hook.Lifespan && random.Next(3) != 0)
                hooks = 0;
            if ((shape.Number == 0 || _movesSingly) && s_marks.Contains(phase))
                hooks = Math.Max(hooks, 1);
            if (phase is Hook.Run && random.Next(4) != 0)
                hooks = 0;

            for (var step = 0; step < hooks; step++)
                shape.Add(phase, MakeHook(random, shape.Number, phase, step));
        }

        var own = 0;
        foreach (var place in Custom.Where(_ => random.NextDouble() < _density))
        {
            var first = Hook.Custom + (own++ << 8);
            for (var step = 0; step <= random.Next(8) / 7; step++)
                shape.Add(place, MakeCustomHook(random, place, first + step));
        }

        return shape;
    }

    private void Connect(UnitShape shape)
    {
        foreach (var dependency in shape.Dependencies)
        {
            dependency.Dependents.Add(shape);
            if (!shape.IsAttached && MayDoWithout(shape, dependency))
                dependency.WithoutNeed.Add(shape);
        }

        shape.IsLeftDown = shape.IsStandby || shape.Dependencies.Any(dependency => dependency.IsLeftDown && shape.Needs(dependency));
    }

    /// <summary>Only what the worker's start leaves down can be taken as optional or in a list, and what may be disabled has to be.</summary>
    private bool MayDoWithout(UnitShape shape, UnitShape dependency)
    {
        if (dependency is { IsLeftDown: true, IsConditional: true })
            return true;

        return dependency.IsOnRequest ? _draw.For(Concern.Edge, shape.Number, dependency.Number).Next(2) == 0
            : dependency.IsLeftDown && _draw.For(Concern.Standby, shape.Number, dependency.Number).Next(3) == 0;
    }

    /// <summary>In every other graph a unit with dependencies may be a value instead.</summary>
    private ValueKind ChooseValue(int number, int dependencies)
    {
        var random = _draw.For(Concern.Value, number);
        return _draw.For(Concern.Value).Next(2) == 0 && random.Next(3) == 0 && dependencies > 0
            ? (ValueKind)random.Next(1, 5)
            : ValueKind.None;
    }

    private static CustomPlace MakeCustom(Random random, int number)
    {
        var anchor = random.Next(4) == 0 ? -1 : s_anchors[random.Next(s_anchors.Length)];
        var plan = new PlanPhase($"Custom{number}", anchor < 0 ? -1 - random.Next(2) : anchor, anchor >= 0 && random.Next(2) == 0, random.Next(3));
        return new CustomPlace(plan, anchor, number);
    }

    private static HookDefinition MakeCustomHook(Random random, CustomPlace place, int hook) => new(hook, place.Plan.Id + "Hook" + (hook & 0xFF))
    {
        Phase = place.Plan.Id,
        TimeoutSeconds = random.Next(8) == 0 ? random.Next(1, 12) * 0.02 : 0,
    };

    private HookDefinition MakeHook(Random random, int number, int phase, int step)
    {
        var repeats = phase is Hook.PreStartup or Hook.OnStartup && random.Next(6) == 0;
        var isPoliced = phase == Hook.Background && random.Next(3) == 0;
        var mayHaveLimit = isPoliced || phase is not (Hook.Background or Hook.Run);
        return new HookDefinition(phase + step, Names.Of(phase) + step)
        {
            TimeoutSeconds = mayHaveLimit && random.Next(8) == 0 ? random.Next(1, 12) * 0.02 : 0,
            Retries = repeats ? random.Next(1, 4) : 0,
            RetryDelaySeconds = repeats ? random.Next(0, 3) * 0.02 : 0,
            Backoff = (Backoff)random.Next(2),
            Jitter = random.Next(4) == 0,
            OnFailure = isPoliced ? ChoosePolicy(random) : FailurePolicy.StopWorker,
            OnCompletion = isPoliced ? (CompletionPolicy)random.Next(3) : CompletionPolicy.Continue,
            EndsInDrain = phase == Hook.Background && _draw.For(Concern.Unit, number, phase + step, 1).Next(3) == 0,
            MaxRestarts = random.Next(1, 6),
            RestartWindowSeconds = random.Next(1, 100) * 0.02,
            RestartDelaySeconds = random.Next(0, 6) * 0.02,
        };
    }

    private FailurePolicy ChoosePolicy(Random random) => random.Next(_movesSingly ? 4 : 3) switch
    {
        0 => FailurePolicy.StopWorker,
        1 => FailurePolicy.Restart,
        2 => FailurePolicy.Ignore,
        _ => FailurePolicy.RestartDependents,
    };
}
