using System.Runtime.CompilerServices;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>A unit on real threads. It says what it sees go wrong; what it knows of itself needs no lock, as its hooks follow one another.</summary>
internal class ConcurrentUnit(ConcurrentRun run, string id, ConcurrentUnit[] dependencies) : IUnit, INamedNeeds, IAsyncDisposable
{
    private const ulong Counts = HookCounts.OnInit + HookCounts.PreStartup + HookCounts.Background + HookCounts.OnReady + HookCounts.OnDrain
        + HookCounts.PostShutdown + HookCounts.OnExit;

    private static readonly int[] s_phases = [Hook.OnInit, Hook.PreStartup, Hook.Background, Hook.OnReady, Hook.OnDrain, Hook.PostShutdown, Hook.OnExit];

    private readonly bool _hasLifespan = run.NextIn(3) == 0;
    private readonly FailurePolicy _policy = (FailurePolicy)run.NextIn(4);
    private volatile bool _up;
    private int _live;
    private int _background;
    private int _disposals;

    public List<ConcurrentUnit> Dependents { get; } = [];

    public int Disposals => _disposals;

    public string Id => id;

    UnitDefinition IUnit.Define()
    {
        int[] phases = _hasLifespan ? [.. s_phases, Hook.Lifespan] : [.. s_phases, Hook.OnStartup, Hook.OnShutdown];
        return new UnitDefinition(id, [.. phases.Order().Select(phase => new HookDefinition(phase, Kit.Names.Of(phase))
        {
            OnFailure = phase == Hook.Background ? _policy : FailurePolicy.StopWorker,
        })]);
    }

    bool INamedNeeds.Needs(object unit, string id) => dependencies.Contains(unit);

    Task? IUnit.InvokeAsync(int hook, in HookCall call) => hook switch
    {
        Hook.Describe => call.Describe(Counts + HookCounts.SeeDefinition + (_hasLifespan ? HookCounts.Lifespan : HookCounts.OnStartup + HookCounts.OnShutdown)),
        Hook.Lifespan => call.Enter(LiveAsync(call.Token)),
        Hook.Background => BackgroundAsync(call.Token),
        Hook.OnStartup => UpAsync(call.Token),
        Hook.OnShutdown => DownAsync(),
        _ => PlainAsync(hook, call.Token),
    };

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) != 1)
            run.Violate($"{id} is disposed twice");

        await Task.Yield();
        CheckEnd();
    }

    public void CheckEnd()
    {
        if (_up || _live != 0 || _background != 0)
            run.Violate($"{id} is left (up: {_up}, hooks: {_live}, background: {_background})");
    }

    private async IAsyncEnumerable<int> LiveAsync([EnumeratorCancellation] CancellationToken token)
    {
        await UpAsync(token);
        yield return 0;
        await DownAsync();
    }

    private async Task UpAsync(CancellationToken token)
    {
        Enter("up");
        try
        {
            if (_up)
                run.Violate($"{id} comes up twice");

            CheckDependencies("up");
            await run.WorkAsync(token);
            CheckDependencies("up, at its end");
            _up = true;
        }
        finally
        {
            Leave();
        }
    }

    private async Task DownAsync()
    {
        Enter("down");
        if (!_up)
            run.Violate($"{id} goes down without being up");
        if (_background != 0)
            run.Violate($"{id} goes down with its background hook running");
        foreach (var dependent in Dependents)
        {
            if (dependent._up)
                run.Violate($"{id} goes down before {dependent.Id}");
        }

        await run.WorkAsync(CancellationToken.None, mayFail: false);
        _up = false;
        Leave();
    }

    private async Task PlainAsync(int hook, CancellationToken token)
    {
        Enter(Kit.Names.Of(hook));
        try
        {
            if ((hook is Hook.OnReady or Hook.OnDrain) != _up)
                run.Violate($"{Kit.Names.Of(hook)} of {id}, which is {(_up ? "" : "not ")}up");

            await run.WorkAsync(token);
        }
        finally
        {
            Leave();
        }
    }

    private async Task BackgroundAsync(CancellationToken token)
    {
        if (Interlocked.Increment(ref _background) != 1)
            run.Violate($"the background hook of {id} runs twice");

        try
        {
            CheckDependencies("background");
            await run.WorkAsync(token);
            await Task.Delay(Timeout.Infinite, token);
        }
        finally
        {
            Interlocked.Decrement(ref _background);
        }
    }

    private void Enter(string hook)
    {
        if (Interlocked.Increment(ref _live) != 1)
            run.Violate($"{hook} of {id} while another of its hooks runs");
        if (_disposals != 0)
            run.Violate($"{hook} of {id} after its disposal");
    }

    private void Leave() => Interlocked.Decrement(ref _live);

    private void CheckDependencies(string hook)
    {
        foreach (var dependency in dependencies)
        {
            if (!dependency._up && dependency._disposals == 0)
                run.Violate($"{hook} of {id} while {dependency.Id} is not up");
        }
    }
}

/// <summary>One that single starts and stops can name.</summary>
internal sealed class ConcurrentUnit<TName>(ConcurrentRun run, string id, ConcurrentUnit[] dependencies) : ConcurrentUnit(run, id, dependencies);
