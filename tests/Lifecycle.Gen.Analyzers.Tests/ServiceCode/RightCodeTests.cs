namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>What services look like that are written with care: none of our rules has anything to say, however close they come to a mistake.</summary>
public sealed class RightCodeTests
{
    [Theory]
    [InlineData("""
        private readonly Channel<string> _queue = Channel.CreateBounded<string>(10);

        public ValueTask SendAsync(string mail, CancellationToken ct) => _queue.Writer.WriteAsync(mail, ct);

        [Background]
        private async Task PumpAsync(CancellationToken stopping)
        {
            await foreach (var mail in _queue.Reader.ReadAllAsync(stopping).ConfigureAwait(false))
            {
                try
                {
                    await StepAsync(mail, stopping);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    Console.WriteLine(e);
                }
            }
        }

        [OnDrain]
        private async Task DrainAsync(CancellationToken ct)
        {
            _queue.Writer.TryComplete();
            await _queue.Reader.Completion.WaitAsync(ct);
        }
        """)]
    [InlineData("""
        [Background]
        private async Task ConsumeAsync(CancellationToken stopping)
        {
            while (await _numbers.Reader.WaitToReadAsync(stopping))
            {
                while (_numbers.Reader.TryRead(out var number))
                    await StepAsync(number, stopping);
            }
        }
        """)]
    [InlineData("""
        [Background]
        private async Task ConsumeAsync(CancellationToken stopping)
        {
            while (true)
            {
                int number;
                try
                {
                    number = await _numbers.Reader.ReadAsync(stopping);
                }
                catch (ChannelClosedException)
                {
                    return;
                }

                await StepAsync(number, stopping);
            }
        }
        """)]
    [InlineData("""
        [Background]
        private async Task TickAsync(CancellationToken stopping)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
            do
            {
                try
                {
                    await StepAsync(1, stopping);
                }
                catch (Exception e)
                {
                    Console.WriteLine(e);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        """)]
    [InlineData("""
        [OnStartup]
        private Task WarmAsync(CancellationToken ct) =>
            Parallel.ForEachAsync(Enumerable.Range(0, 10), ct, async (number, token) => await StepAsync(number, token));
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var tasks = new List<Task>();
            for (var i = 0; i < 4; i++)
                tasks.Add(OneAsync(i));
            await Task.WhenAll(tasks);

            async Task OneAsync(int number)
            {
                await _gate.WaitAsync(ct);
                try
                {
                    await StepAsync(number, ct);
                }
                finally
                {
                    _gate.Release();
                }
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var (first, second) = (CountAsync(ct), CountAsync(ct));
            await Task.WhenAll(first, second);
            _count = first.Result + second.Result;
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var counts = Enumerable.Range(0, 3).Select(_ => CountAsync(ct)).ToArray();
            await Task.WhenAll(counts);
            _count = counts.Sum(count => count.Result);
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limited.CancelAfter(TimeSpan.FromSeconds(5));
            try
            {
                await StepAsync(1, limited.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new TimeoutException();
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task ConnectAsync(CancellationToken ct)
        {
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    await StepAsync(attempt, ct);
                    return;
                }
                catch (IOException) when (attempt < 5)
                {
                    await Task.Delay(100 << attempt, ct);
                }
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task ConnectAsync(CancellationToken ct)
        {
            while (await CountAsync(ct) == 0)
                await Task.Delay(100, ct);
        }
        """)]
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
    public async Task Loops_and_tasks(string members) => await ServiceClass.With(members).IsQuiet();
}
