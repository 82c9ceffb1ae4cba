using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>One worker on the real pool and the real clock, of which several threads ask everything at once.</summary>
internal sealed class ConcurrentRun
{
    private const int Threads = 4;
    private const int CallsPerThread = 12;
    private const int MostYields = 6;
    private const double Trouble = 0.02;

    /// <summary>Only a run that hangs ever waits as long; then it says where it hangs.</summary>
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);

    private static readonly Type[] s_names = [typeof(ConcurrentUnit<int>), typeof(ConcurrentUnit<long>), typeof(ConcurrentUnit<string>),
        typeof(ConcurrentUnit<double>), typeof(ConcurrentUnit<Uri>)];

    /// <summary>Hooks also block their threads, register callbacks that do, and never end; then all that is asked is that every call returns.</summary>
    private static readonly bool s_isHostile = Environment.GetEnvironmentVariable("LIFECYCLE_HOSTILE") is { Length: > 0 };

    private readonly ConcurrentQueue<string> _violations = [];
    private readonly TaskCompletionSource _end = new();
    private readonly ConcurrentQueue<(string Name, Task Task)> _calls = [];
    private readonly ConcurrentQueue<(ConcurrentUnit Unit, Task Attach)> _attached = [];
    private readonly ConcurrentQueue<ConcurrentUnit> _made = [];
    private readonly Random _random;
    private readonly TestWorker _worker;
    private volatile ConcurrentUnit[] _current = [];

    public ConcurrentRun(int seed)
    {
        _random = new Random(seed);
        string[] ids = ["a", "b", "c", "d", "e"];
        var plan = new WorkerPlan("Concurrent.Worker", () => ids, [0, 1, 0, 1, 0, 2, 1, 2, 0]) { OnRequest = _random.Next(2) == 0 ? [4, 0] : [] };
        var options = new WorkerOptions
        {
            ShutdownTimeoutSeconds = s_isHostile ? 0.2 : 3600,
            ShutdownGraceSeconds = s_isHostile ? 0.1 : 1,
            StartupTimeoutSeconds = s_isHostile ? 0.5 : 0,
            MaxConcurrency = _random.Next(3),
            Random = new Random(seed),
        };
        _worker = new TestWorker(plan, options, Construct);
    }

    public IEnumerable<string> Violations => _violations;

    public void Violate(string what)
    {
        // What a hook that was abandoned sees says nothing about the engine.
        if (!s_isHostile)
            _violations.Enqueue(what);
    }

    public int NextIn(int count)
    {
        lock (_random)
            return _random.Next(count);
    }

    /// <summary>Part of a hook: may go through the pool several times, and may fail.</summary>
    public async Task WorkAsync(CancellationToken token, bool mayFail = true)
    {
        int yields;
        bool fails;
        lock (_random)
        {
            yields = _random.Next(MostYields);
            fails = mayFail && _random.NextDouble() < Trouble;
        }

        if (s_isHostile && mayFail && NextIn(20) == 0)
            await BeHostileAsync(token);

        for (var i = 0; i < yields; i++)
        {
            token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        if (fails)
            throw new RandomFailure("work");
    }

    /// <summary>What blocks is let go when the run is over, so that the threads of one run are not missing in the next.</summary>
    private Task BeHostileAsync(CancellationToken token)
    {
        switch (NextIn(4))
        {
            case 0:
                _end.Task.Wait(CancellationToken.None);
                return Task.CompletedTask;
            case 1:
                token.Register(() => _end.Task.Wait(CancellationToken.None));
                return Task.CompletedTask;
            case 2:
                token.Register(() => throw new RandomFailure("callback"));
                return Task.CompletedTask;
            default:
                return _end.Task;
        }
    }

    public async Task RunAsync()
    {
        try
        {
            await CallAsync();
        }
        finally
        {
            _end.TrySetResult();
        }
    }

    private async Task CallAsync()
    {
        Task[] threads = [.. Enumerable.Range(0, Threads)
            .Select(_ => Task.Factory.StartNew(AskAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap())];
        await WatchAsync("the threads", Task.WhenAll(threads));
        await WatchAsync("the disposal", _worker.Engine.Commands.DisposeAsync());
        foreach ((var name, var task) in _calls)
        {
            await WatchAsync(name, task);
            if (task.Exception?.InnerException is { } error and not (LifecycleException or ObjectDisposedException))
                _violations.Enqueue($"{name} throws {error}");
        }

        if (_worker.State is not (UnitState.Stopped or UnitState.Failed))
            _violations.Enqueue($"the worker ends as {_worker.State}");

        foreach (var unit in _made)
        {
            unit.CheckEnd();
            if (unit.Disposals != 1)
                Violate($"{unit.Id} was disposed {unit.Disposals} times");
        }

        foreach ((var unit, var attach) in _attached)
        {
            unit.CheckEnd();
            if (unit.Disposals != (attach.IsCompletedSuccessfully ? 1 : 0))
                Violate($"{unit.Id}, whose attachment is {attach.Status}, was disposed {unit.Disposals} times");
        }
    }

    private async Task AskAsync()
    {
        for (var i = 0; i < CallsPerThread; i++)
        {
            var call = Ask(out var name);
            _calls.Enqueue((name, call));
            if (NextIn(2) == 0)
                await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task Ask(out string name)
    {
        name = "StartAsync";
        switch (NextIn(14))
        {
            case 0 or 1 or 2:
                return _worker.StartAsync();
            case 3:
                name = "StopAsync";
                return _worker.StopAsync();
            case 4:
                name = "ReloadAsync";
                return _worker.ReloadAsync();
            case 5:
                name = "RequestStop";
                _worker.RequestStop();
                return Task.CompletedTask;
            case 6:
                name = "RequestReload";
                _worker.RequestReload();
                return Task.CompletedTask;
            case 7 or 8:
                name = "StartUnitAsync";
                return _worker.Engine.UnitCommands.StartAsync(s_names[NextIn(s_names.Length)], CancellationToken.None);
            case 9:
                name = "StopUnitAsync";
                return _worker.Engine.UnitCommands.StopAsync(s_names[NextIn(s_names.Length)], CancellationToken.None);
            case 12:
                name = "StartUnitAsync by name";
                return _worker.StartUnitAsync<ConcurrentUnit>(InstanceName());
            case 13:
                name = "StopUnitAsync by name";
                return _worker.StopUnitAsync<ConcurrentUnit>(InstanceName());
            case 10:
                name = "AttachAsync";
                return Attach();
            default:
                name = "DetachAsync";
                (ConcurrentUnit Unit, Task Attach)[] attached = [.. _attached];
                return attached.Length == 0 ? Task.CompletedTask : _worker.DetachAsync(attached[NextIn(attached.Length)].Unit);
        }
    }

    private Task Attach()
    {
        var current = _current;
        ConcurrentUnit unit = new(this, "x", current.Length == 0 || NextIn(2) == 0 ? [] : [current[NextIn(current.Length)]]);
        // Few names, so that some are taken.
        var attach = NextIn(3) == 0 ? _worker.AttachAsync(unit) : _worker.AttachAsync(unit, InstanceName());
        _attached.Enqueue((unit, attach));
        return attach;
    }

    private string InstanceName() => "n" + NextIn(3);

    private void Construct(IUnit[] units)
    {
        ConcurrentUnit a = new ConcurrentUnit<int>(this, "a", []);
        ConcurrentUnit b = new ConcurrentUnit<long>(this, "b", [a]);
        ConcurrentUnit c = new ConcurrentUnit<string>(this, "c", [a]);
        ConcurrentUnit d = new ConcurrentUnit<double>(this, "d", [b, c]);
        ConcurrentUnit e = new ConcurrentUnit<Uri>(this, "e", []);
        a.Dependents.AddRange([b, c]);
        b.Dependents.Add(d);
        c.Dependents.Add(d);
        ConcurrentUnit[] made = [a, b, c, d, e];
        for (var slot = 0; slot < made.Length; slot++)
        {
            units[slot] = made[slot];
            _made.Enqueue(made[slot]);
        }

        _current = made;
    }

    private async Task WatchAsync(string what, Task task)
    {
        await Task.WhenAny(task.WaitAsync(s_watchdog));
        if (!task.IsCompleted)
        {
            throw new TimeoutException($"{what} hangs; the worker is {_worker.State}: {string.Join(", ", _worker.Units)}; "
                + $"under way: {string.Join(", ", _calls.Where(call => !call.Task.IsCompleted).Select(call => call.Name))}; "
                + $"{string.Join("; ", _violations)}\n{DescribeEngine()}");
        }
    }

    /// <summary>The engine's own state, room by room, as its fields say it: there is no other way to see where it hangs.</summary>
    private string DescribeEngine()
    {
        var text = new StringBuilder();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var rooms = new Queue<object>([_worker.Engine]);
        while (rooms.TryDequeue(out var room))
        {
            text.Append('\n').Append(room.GetType().Name);
            foreach (var field in room.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            {
                var value = field.GetValue(room);
                if (field.FieldType.IsPrimitive || field.FieldType.IsEnum)
                    text.Append(' ').Append(field.Name).Append('=').Append(value);
                else if (value is PassSlot[] slots)
                    text.Append(' ').AppendJoin("; ", slots.Select(slot => $"{slot.Flags} waits {slot.Waits} step {slot.Step} pending {slot.Pending?.Kind}"));
                else if (value?.GetType() is { IsArray: false, Namespace: { } name } && name.StartsWith("Lifecycle.Engine", StringComparison.Ordinal)
                    && seen.Add(value))
                    rooms.Enqueue(value);
            }
        }

        return text.ToString();
    }
}
