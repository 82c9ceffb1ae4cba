using System.Runtime.CompilerServices;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A unit made of lambdas: what generated code is for a user's class.</summary>
internal class TestUnit(string id, Journal journal) : IUnit, IDisposable
{
    private readonly SortedDictionary<int, (HookDefinition Definition, Func<HookCall, Task?> Body)> _hooks = [];
    private ulong _counts;

    public string Id => id;

    UnitDefinition IUnit.Define() => new(id, [.. _hooks.Values.Select(hook => hook.Definition)]);

    Task? IUnit.InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(_counts) : _hooks[hook].Body(call);

    public virtual void Dispose() => journal.Add("dispose", id);

    /// <summary>A hook that only leaves its mark.</summary>
    public TestUnit Marks(params ReadOnlySpan<int> phases)
    {
        foreach (var phase in phases)
            On(phase, () => { });

        return this;
    }

    public TestUnit On(int phase, Action body, HookDefinition? options = null) =>
        Add(phase, _ => { body(); return null; }, options);

    public TestUnit On(int phase, Func<CancellationToken, Task> body, HookDefinition? options = null) =>
        Add(phase, call => body(call.Token), options);

    public TestUnit OnContext(int phase, Func<IWorkerContext, Task> body) =>
        Add(phase, call => body(call.Context));

    /// <summary>A hook in the n-th custom phase of this unit, entered in the journal under the phase's name.</summary>
    public TestUnit OnCustom(int n, string phase, Func<CancellationToken, Task?>? body = null, double timeout = 0)
    {
        var hook = Hook.Custom + (n << 8);
        var definition = new HookDefinition(hook, phase + "Hook") { Phase = phase, TimeoutSeconds = timeout };
        _hooks.Add(hook, (definition, call =>
        {
            journal.Add(phase, id);
            return body?.Invoke(call.Token);
        }
        ));
        _counts |= HookCounts.CustomPhases | HookCounts.SeeDefinition;
        return this;
    }

    /// <summary>A lifespan: both of its halves, and the end of its iterator, are entered in the journal.</summary>
    public TestUnit Lives(Func<CancellationToken, Task>? first = null, Func<CancellationToken, Task>? second = null, HookDefinition? options = null,
        string name = "life") =>
        LivesAs(token => Live(name, first, second, token), options);

    /// <summary>A lifespan.</summary>
    public TestUnit LivesAs(Func<CancellationToken, IAsyncEnumerable<int>> lifespan, HookDefinition? options = null) =>
        Add(Hook.Lifespan, call => call.Enter(lifespan(call.Token)), options);

    private async IAsyncEnumerable<int> Live(string name, Func<CancellationToken, Task>? first, Func<CancellationToken, Task>? second,
        [EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            if (first is not null)
                await first(token);

            journal.Add($"{name}-begins", id);
            yield return 0;
            journal.Add($"{name}-ends", id);
            if (second is not null)
                await second(token);
        }
        finally
        {
            journal.Add($"{name}-disposed", id);
        }
    }

    /// <summary>Adds a hook; it is entered in the journal as it begins.</summary>
    private TestUnit Add(int phase, Func<HookCall, Task?> body, HookDefinition? options = null)
    {
        var step = 0;
        while (_hooks.ContainsKey(phase + step))
            step++;

        var name = Names.Of(phase);
        var mark = step == 0 ? name : $"{name}{step + 1}";
        var definition = new HookDefinition(phase + step, $"{name}{step + 1}")
        {
            TimeoutSeconds = options?.TimeoutSeconds ?? 0,
            Retries = options?.Retries ?? 0,
            RetryDelaySeconds = options?.RetryDelaySeconds ?? 0,
            Backoff = options?.Backoff ?? Backoff.Linear,
            Jitter = options?.Jitter ?? false,
            OnFailure = options?.OnFailure ?? FailurePolicy.StopWorker,
            OnCompletion = options?.OnCompletion ?? CompletionPolicy.Continue,
            EndsInDrain = options?.EndsInDrain ?? false,
            MaxRestarts = options?.MaxRestarts ?? 0,
            RestartWindowSeconds = options?.RestartWindowSeconds ?? 0,
            RestartDelaySeconds = options?.RestartDelaySeconds ?? 0,
            CacheSeconds = options?.CacheSeconds ?? 1,
        };
        _hooks.Add(phase + step, (definition, call =>
        {
            journal.Add(mark, id);
            return body(call);
        }
        ));
        if (step < 15)
            _counts += 1UL << (phase >> 8 << 2);
        if (options is not null || step >= 14)
            _counts |= HookCounts.SeeDefinition;

        return this;
    }
}

/// <summary>Short names of the phases.</summary>
internal static class Names
{
    public static string Of(int phase) => phase switch
    {
        Hook.OnInit => "init",
        Hook.PreStartup => "prepare",
        Hook.OnStartup => "up",
        Hook.Background => "background",
        Hook.OnReady => "ready",
        Hook.Run => "run",
        Hook.OnDrain => "drain",
        Hook.OnShutdown => "down",
        Hook.PostShutdown => "after",
        Hook.OnExit => "exit",
        Hook.Lifespan => "alive",
        Hook.HealthCheck => "check",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };
}
