namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>What services look like that are written with care: none of our rules has anything to say, however close they come to a mistake.</summary>
public sealed class RightTasksTests
{
    [Theory]
    [InlineData("""
        [OnStartup]
        private Task OpenAsync(CancellationToken ct) => _count switch
        {
            0 => Task.CompletedTask,
            1 => StepAsync(1, ct),
            _ => throw new InvalidOperationException(),
        };
        """)]
    [InlineData("""
        [OnStartup]
        private ValueTask OpenAsync(CancellationToken ct)
        {
            var step = WriteAsync(ct);
            if (step.IsCompletedSuccessfully)
            {
                step.GetAwaiter().GetResult();
                return default;
            }

            return Slowly(step);

            static async ValueTask Slowly(ValueTask rest) => await rest.ConfigureAwait(false);
        }
        """)]
    [InlineData("""
        private readonly CancellationTokenSource _stop = new();
        private Task _loop = Task.CompletedTask;

        [OnStartup]
        private void Open() => _loop = Task.Run(() => LoopAsync(_stop.Token));

        [OnShutdown]
        private async Task CloseAsync(CancellationToken ct)
        {
            await _stop.CancelAsync();
            try
            {
                await _loop.WaitAsync(ct);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
            }
        }

        private async Task LoopAsync(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
                await StepAsync(1, ct);
        }
        """)]
    [InlineData("""
        private Task? _loop;

        [OnShutdown]
        private async Task CloseAsync(CancellationToken ct)
        {
            if (_loop is { IsCompleted: false } loop)
                await Task.WhenAny(loop, Task.Delay(5000, ct));
            await (_loop ?? Task.CompletedTask);
        }

        [OnStartup]
        private void Open(IWorkerContext context) => _loop = StepAsync(1, context.Stopping);
        """)]
    [InlineData("""
        private readonly Dictionary<int, Task> _running = [];

        [OnStartup]
        private void Open(IWorkerContext context)
        {
            for (var i = 0; i < 3; i++)
                _running[i] = StepAsync(i, context.Stopping);
            _ = _running.TryAdd(4, StepAsync(4, context.Stopping));
        }

        [OnShutdown]
        private Task CloseAsync() => Task.WhenAll(_running.Values);
        """)]
    [InlineData("""
        private readonly Lazy<Task<int>> _lazy = new(() => Task.Run(() => 1));

        [OnStartup]
        private async Task OpenAsync()
        {
            Func<Task> work = async () => _count = await _lazy.Value;
            await work();
            lock (_gate)
                _count++;
            _ = Interlocked.Increment(ref _count);
            _ = await _lazy.Value;
        }
        """)]
    [InlineData("""
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            await using var registration = ct.Register(() => _ready.TrySetCanceled(ct));
            await _ready.Task;
        }

        public void SetReady() => _ready.TrySetResult();
        """)]
    [InlineData("""
        [Run]
        private async Task RunAsync(CancellationToken ct)
        {
            var serving = StepAsync(1, ct);
            var watching = StepAsync(2, ct);
            var first = await Task.WhenAny(serving, watching);
            await first;
            await Task.WhenAll(serving, watching);
        }
        """)]
    [InlineData("""
        [Background]
        private async Task LoopAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    await StepAsync(1, stopping);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e);
                    try
                    {
                        await Task.Delay(1000, stopping);
                    }
                    catch (OperationCanceledException)
                    {
                    }
                }
            }
        }
        """)]
    [InlineData("""
        [Background]
        private async Task LoopAsync(CancellationToken stopping)
        {
            var failures = 0;
            while (true)
            {
                try
                {
                    await StepAsync(1, stopping);
                    failures = 0;
                }
                catch (Exception) when (!stopping.IsCancellationRequested && failures < 10)
                {
                    failures++;
                }
            }
        }
        """)]
    [InlineData("""
        [Background]
        private Task WorkAsync(CancellationToken stopping) => Task.Run(
            () =>
            {
                while (!stopping.IsCancellationRequested)
                    Thread.Sleep(10);
            },
            stopping);
        """)]
    [InlineData("""
        [Background]
        private async Task LoopAsync(CancellationToken stopping)
        {
            while (true)
            {
                if (stopping.WaitHandle.WaitOne(0))
                    break;
                await Task.Delay(10);
            }
        }
        """)]
    public async Task Tasks_and_loops(string members) => await ServiceClass.With(members).IsQuiet();
}
