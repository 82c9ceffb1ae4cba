namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>Mistakes as they stand in services, between code that is right; each is marked with the rule that finds it, and nothing else is reported.</summary>
public sealed class MistakesTests
{
    [Theory]
    [InlineData("""
        [OnStartup]
        private void Open()
        {
            for (var i = 0; i < 3; i++)
                {|LCG4001:_numbers.Writer.WriteAsync(i)|};
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            switch (_count)
            {
                case 0:
                    _ = {|LCG4001:PumpAsync(ct)|};
                    break;
                default:
                    await PumpAsync(ct);
                    break;
            }
        }

        private async Task PumpAsync(CancellationToken ct)
        {
            await foreach (var number in _numbers.Reader.ReadAllAsync(ct))
                _count += number;
        }
        """)]
    [InlineData("""
        private Connection? _connection;

        [OnStartup]
        private async Task OpenAsync(CancellationToken ct) => _connection = await Connection.OpenAsync(ct);

        [OnShutdown]
        private async Task CloseAsync(CancellationToken ct)
        {
            try
            {
                await StepAsync("bye", ct);
            }
            finally
            {
                {|LCG4001:_connection?.DisposeAsync()|};
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            try
            {
                await StepAsync(1, ct);
            }
            catch (IOException problem)
            {
                {|LCG4001:StepAsync(problem, ct)|};
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private void Open(CancellationToken ct)
        {
            {|LCG4001:Parallel.ForEachAsync(Enumerable.Range(0, 10), ct, async (number, token) => await StepAsync(number, token))|};
        }
        """)]
    [InlineData("""
        [OnStartup]
        private void Open(CancellationToken ct)
        {
            {|LCG4001:Task.WhenAll(Enumerable.Range(0, 10).Select(number => StepAsync(number, ct)))|};
        }
        """)]
    [InlineData("""
        [OnReady]
        private void Ready()
        {
            Enumerable.Range(0, 3).ToList().ForEach({|LCG3003:async|} number => await StepAsync(number, CancellationToken.None));
        }
        """)]
    [InlineData("""
        [OnReady]
        private async Task ReadyAsync(CancellationToken ct)
        {
            Task step;
            if (_count > 0)
                step = {|LCG4001:StepAsync(1, ct)|};
            else
                step = {|LCG4001:StepAsync(2, ct)|};
            await Task.Yield();
        }
        """)]
    [InlineData("""
        [OnReady]
        private async Task ReadyAsync(CancellationToken ct)
        {
            {|LCG4001:_gate.WaitAsync(ct)|};
            try
            {
                await StepAsync(1, ct);
            }
            finally
            {
                _gate.Release();
            }
        }
        """)]
    [InlineData("""
        private readonly CancellationTokenSource _stop = new();

        [OnShutdown]
        private void Close()
        {
            {|LCG4001:_stop.CancelAsync()|};
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            await using var file = File.Create("a");
            await file.WriteAsync(new byte[10], ct);
            {|LCG4001:file.FlushAsync(ct).ConfigureAwait(false)|};
        }
        """)]
    [InlineData("""
        [OnStartup]
        private void Open(CancellationToken ct)
        {
            lock (_numbers)
            {
                _ = {|LCG4001:StepAsync(1, ct)|};
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private partial void Open();

        private partial void Open() => _ = {|LCG4001:WriteAsync(default)|};
        """)]
    [InlineData("""
        [Lifespan]
        private async IAsyncEnumerable<int> LiveAsync([EnumeratorCancellation] CancellationToken ct)
        {
            await using var connection = await Connection.OpenAsync(ct);
            {|LCG4001:connection.PumpAsync(ct)|};
            yield return 1;
            await connection.CloseAsync(ct);
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var task = {|LCG4001:_count switch { 0 => StepAsync(0, ct), _ => StepAsync(1, ct) }|};
            await Task.Delay(1, ct);
        }
        """)]
    [InlineData("""
        [OnStartup]
        private void Open()
        {
            {|LCG4001:Task.Run(async () =>
            {
                while (true)
                    await StepAsync(1, CancellationToken.None);
            })|};
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var steps = new List<Task>();
            for (var i = 0; i < 3; i++)
                steps.Add({|LCG4001:StepAsync(i, ct)|});
            await Task.Delay(1, ct);
        }
        """)]
    [InlineData("""
        [Background]
        private async Task ConsumeAsync(CancellationToken stopping)
        {
            await foreach (var number in _numbers.Reader.ReadAllAsync(stopping))
                {|LCG4001:StepAsync(number, stopping)|};
        }
        """)]
    public async Task Dropped_tasks(string members) => await ServiceClass.With(members).Reports("");

    [Theory]
    [InlineData(
        """
        [OnStartup] private void Open()
        {
            using var connection = {|LCG4003:File.ReadAllBytesAsync("a").ContinueWith(t => new MemoryStream(t.Result)).Result|};
        }
        """)]
    [InlineData("[OnStartup] private void Open() => _count = Loaded; private int Loaded => {|LCG4003:CountAsync(default).Result|};")]
    [InlineData("[OnStartup] private void Open() { {|LCG4003:Task.WhenAll(StepAsync(1, default), StepAsync(2, default)).Wait()|}; }")]
    [InlineData("[OnStartup] private void Open() { {|LCG4003:Task.WhenAll(StepAsync(1, default), StepAsync(2, default)).GetAwaiter().GetResult()|}; }")]
    [InlineData("[OnStartup] private void Open() { {|LCG4003:WriteAsync(default).AsTask().Wait()|}; {|LCG4003:Task.Delay(10).Wait()|}; }")]
    [InlineData("[OnStartup] private void Open() => _count = _count switch { 0 => {|LCG4003:CountAsync(default).Result|}, _ => 1 };")]
    [InlineData(
        """
        [OnStartup] private void Open() => Load(http);
        private static void Load(HttpClient client) => GC.KeepAlive({|LCG4003:client.GetStringAsync("a").Result|});
        """)]
    [InlineData("[OnStartup] private void Open() { while ({|LCG4003:CountAsync(default).Result|} == 0) {|LCG4003:Thread.Sleep(100)|}; }")]
    [InlineData("[OnShutdown] private void Close() { _numbers.Writer.Complete(); {|LCG4003:_numbers.Reader.Completion.Wait()|}; }")]
    [InlineData("[OnStartup] private void Open() => _count = new[] { 1, 2 }.Select(n => {|LCG4003:CountAsync(default).Result|} + n).Sum();")]
    [InlineData("[OnStartup] private void Open() => new List<int> { 1, 2 }.ForEach(n => {|LCG4003:StepAsync(n, default).Wait()|});")]
    [InlineData(
        """
        [Background] private async Task LoopAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested) { {|LCG4003:Thread.Sleep(1000)|}; await StepAsync(1, stopping); }
        }
        """)]
    public async Task Blocked_threads(string members) => await ServiceClass.With(members).Reports("");

    [Theory]
    [InlineData("""
        [OnStartup]
        private async Task PollAsync(CancellationToken ct)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            {|LCG4004:while|} (await timer.WaitForNextTickAsync(ct))
                await StepAsync(1, ct);
        }
        """)]
    [InlineData("""
        [Background]
        private async Task PollAsync(CancellationToken stopping)
        {
            {|LCG4005:while|} (true)
            {
                _count++;
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
        """)]
    [InlineData("""
        [Background]
        private Task PollAsync(CancellationToken stopping) => ForeverAsync(stopping);

        private async Task ForeverAsync(CancellationToken ct)
        {
            while (true)
            {
                try
                {
                    await StepAsync(1, ct);
                    await Task.Delay(1000, ct);
                }
                {|LCG4006:catch|} (Exception problem)
                {
                    await Console.Error.WriteLineAsync(problem.Message);
                }
            }
        }
        """)]
    [InlineData("""
        [Background]
        private async Task ConsumeAsync(CancellationToken stopping)
        {
            do
            {
                try
                {
                    _count += await _numbers.Reader.ReadAsync(stopping);
                }
                {|LCG4006:catch|}
                {
                    _count = 0;
                }
            }
            while (_count < 100);
        }
        """)]
    [InlineData("""
        private HttpClient? _client;
        private FileSystemWatcher? _watcher;

        [OnStartup]
        private void Open()
        {
            {|LCG4007:_client = new HttpClient()|};
            {|LCG4007:_watcher = new FileSystemWatcher(".")|};
            _watcher.Changed += (_, _) => _count++;
            {|LCG4007:feed.Changed += OnChanged|};
        }

        private void OnChanged(object? sender, EventArgs e) => _count++;
        """)]
    [InlineData("""
        private CancellationToken _token;
        private Task? _loop;
        private Task? _other;

        [OnStartup]
        private Task OpenAsync(CancellationToken ct)
        {
            _token = {|LCG4008:ct|};
            _loop = Task.Run(async () =>
            {
                while (!{|LCG4008:ct|}.IsCancellationRequested)
                    await StepAsync(1, CancellationToken.None);
            });
            return BeginAsync(ct);
        }

        private Task BeginAsync(CancellationToken token)
        {
            _other = StepAsync(1, {|LCG4008:token|});
            return Task.CompletedTask;
        }

        [OnShutdown]
        private Task CloseAsync() => Task.WhenAll(_loop!, _other!, StepAsync(1, _token));
        """)]
    public async Task Loops_resources_and_tokens(string members) => await ServiceClass.With(members).Reports("");
}
