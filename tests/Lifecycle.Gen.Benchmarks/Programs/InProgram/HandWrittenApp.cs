using System.Runtime.InteropServices;

namespace Measured;

/// <summary>Which unit waits for which, as two lists of indices; made once a process.</summary>
public sealed class PartGraph
{
    public PartGraph(ReadOnlySpan<ushort> dependencies, int count)
    {
        Dependencies = new int[count][];
        Dependents = new int[count][];
        var followers = new int[count];
        var at = 0;
        for (var part = 0; part < count; part++)
        {
            var own = Dependencies[part] = new int[dependencies[at++]];
            for (var i = 0; i < own.Length; i++)
                followers[own[i] = dependencies[at++]]++;
        }

        for (var part = 0; part < count; part++)
            Dependents[part] = new int[followers[part]];
        for (var part = count - 1; part >= 0; part--)
        {
            foreach (var dependency in Dependencies[part])
                Dependents[dependency][--followers[dependency]] = part;
        }
    }

    public int[][] Dependencies { get; }

    public int[][] Dependents { get; }
}

/// <summary>
/// The peer written by hand: parallel start and stop by dependency counters, rollback, signals, and time-outs that are armed
/// when a part does not complete at once. No names in errors, no states, no background tasks, nothing abandoned.
/// </summary>
public sealed class HandWrittenApp(PartGraph graph, IPart[] parts)
{
    private readonly bool[] _up = new bool[parts.Length];

    public async Task<int> RunAsync(Func<CancellationToken, Task> main)
    {
        using var stopping = new CancellationTokenSource();
        Action<PosixSignalContext> stop = context =>
        {
            if (stopping.IsCancellationRequested)
                Environment.Exit(128 + (context.Signal == PosixSignal.SIGTERM ? 15 : 2));

            context.Cancel = true;
            stopping.Cancel();
        };
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, stop);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, stop);
        await StartAsync(stopping.Token).ConfigureAwait(false);
        try
        {
            await main(stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop: the normal end.
        }

        await StopAsync().ConfigureAwait(false);
        return 0;
    }

    public Task StartAsync(CancellationToken stopping = default)
    {
        var pass = new Pass(graph.Dependencies, graph.Dependents, parts, _up, up: true, TimeSpan.FromSeconds(60), stopping);
        var done = pass.RunAsync();
        return done.IsCompletedSuccessfully ? done : RollBackOnFailureAsync(done);
    }

    public Task StopAsync() => new Pass(graph.Dependents, graph.Dependencies, parts, _up, up: false, TimeSpan.FromSeconds(30), default).RunAsync();

    private async Task RollBackOnFailureAsync(Task start)
    {
        try
        {
            await start.ConfigureAwait(false);
        }
        catch (Exception)
        {
            await StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>One way up or down. Runs without locks on the caller's thread until the first part goes asynchronous.</summary>
    private sealed class Pass
    {
        private readonly int[][] _followers;
        private readonly IPart[] _parts;
        private readonly bool[] _isUp;
        private readonly bool _up;
        private readonly TimeSpan _limit;
        private readonly CancellationTokenSource _cancellation;
        private readonly int[] _waitsFor;
        private readonly int[] _ready;
        private int _readyCount;
        private int _left;
        private int _underWay;
        private bool _shared;
        private TaskCompletionSource? _done;
        private List<Exception>? _errors;

        public Pass(int[][] leaders, int[][] followers, IPart[] parts, bool[] isUp, bool up, TimeSpan limit, CancellationToken stopping)
        {
            _followers = followers;
            _parts = parts;
            _isUp = isUp;
            _up = up;
            _limit = limit;
            _cancellation = stopping.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(stopping) : new CancellationTokenSource();
            _waitsFor = new int[parts.Length];
            _ready = new int[parts.Length];
            _left = parts.Length;
            for (var i = parts.Length - 1; i >= 0; i--)
            {
                if ((_waitsFor[i] = leaders[i].Length) == 0)
                    _ready[_readyCount++] = i;
            }
        }

        public Task RunAsync()
        {
            while (_readyCount > 0 && !_shared)
            {
                var part = _ready[--_readyCount];
                var hook = Invoke(part);
                if (hook.IsCompletedSuccessfully)
                {
                    Release(part);
                    continue;
                }

                _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _shared = true;
                _cancellation.CancelAfter(_limit);
                _underWay++;
                _ = WatchAsync(part, hook);
            }

            if (!_shared)
            {
                _cancellation.Dispose();
                return Task.CompletedTask;
            }

            Drain();
            return _done!.Task;
        }

        private void Drain()
        {
            while (true)
            {
                int part;
                lock (_waitsFor)
                {
                    if (_readyCount == 0 || (_errors is not null && _up))
                    {
                        if (_underWay == 0)
                            End();
                        return;
                    }

                    part = _ready[--_readyCount];
                    _underWay++;
                }

                _ = WatchAsync(part, Invoke(part));
            }
        }

        private async Task WatchAsync(int part, Task hook)
        {
            if (!hook.IsCompleted)
                await hook.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            bool more;
            lock (_waitsFor)
            {
                if (!hook.IsCompletedSuccessfully)
                {
                    (_errors ??= []).Add(hook.Exception?.InnerException ?? new TimeoutException("A part took too long."));
                    if (_up)
                        _cancellation.Cancel();
                }

                _underWay--;
                var before = _readyCount;
                if (hook.IsCompletedSuccessfully || !_up)
                    Release(part);
                more = _readyCount > before || _underWay == 0;
            }

            if (more)
                Drain();
        }

        private void Release(int part)
        {
            _left--;
            _isUp[part] = _up;
            foreach (var follower in _followers[part])
            {
                if (--_waitsFor[follower] == 0)
                    _ready[_readyCount++] = follower;
            }
        }

        private Task Invoke(int part)
        {
            try
            {
                if (_up)
                    return _parts[part].StartAsync(_cancellation.Token);

                return _isUp[part] ? _parts[part].StopAsync(_cancellation.Token) : Task.CompletedTask;
            }
            catch (Exception exception)
            {
                return Task.FromException(exception);
            }
        }

        private void End()
        {
            _cancellation.Dispose();
            if (_errors is null)
                _done!.TrySetResult();
            else
                _done!.TrySetException(_errors);
        }
    }
}
