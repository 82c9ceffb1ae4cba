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
    public async Task Loops_and_tasks(string members) => await ServiceClass.With(members).IsQuiet();
}
