namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>Resources that are given back, and tokens that end with what holds them.</summary>
public sealed class RightResourcesTests
{
    [Theory]
    [InlineData("""
        private Connection? _connection;

        [OnStartup]
        private async Task OpenAsync(CancellationToken ct) => _connection = await Connection.OpenAsync(ct);

        [OnShutdown]
        private async Task CloseAsync(CancellationToken ct)
        {
            if (Interlocked.Exchange(ref _connection, null) is { } connection)
            {
                await connection.CloseAsync(ct);
                await connection.DisposeAsync();
            }
        }
        """)]
    [InlineData("""
        private Connection? _connection;

        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var connection = await Connection.OpenAsync(ct);
            try
            {
                await connection.PumpAsync(ct);
                _connection = connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        [OnShutdown]
        private ValueTask CloseAsync() => _connection?.DisposeAsync() ?? default;
        """)]
    [InlineData("""
        [Lifespan]
        private async IAsyncEnumerable<int> LiveAsync([EnumeratorCancellation] CancellationToken ct)
        {
            await using var connection = await Connection.OpenAsync(ct);
            var pump = connection.PumpAsync(CancellationToken.None);
            yield return 1;
            await connection.CloseAsync(ct);
            await pump;
        }
        """)]
    [InlineData("""
        private readonly Stack<IDisposable> _owned = [];
        private FileStream? _file;

        [OnStartup]
        private void Open()
        {
            _owned.Push(_file = File.OpenRead("a"));
            feed.Changed += OnChanged;
        }

        [OnShutdown]
        private void Close()
        {
            feed.Changed -= OnChanged;
            while (_owned.TryPop(out var one))
                one.Dispose();
        }

        private void OnChanged(object? sender, EventArgs e) => _count = (int)(_file?.Length ?? 0);
        """)]
    [InlineData("""
        private Timer? _timer;

        [OnStartup]
        private void Open() => _timer = new Timer(_ => _count++, null, 0, 1000);

        [OnShutdown]
        private async Task CloseAsync()
        {
            if (_timer != null)
                await _timer.DisposeAsync();
            _timer = null;
        }
        """)]
    [InlineData("""
        private TcpListener? _listener;

        [OnStartup]
        private void Open()
        {
            _listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
            _listener.Start();
        }

        [Background]
        private async Task ServeAsync(CancellationToken stopping)
        {
            var clients = new List<Task>();
            while (!stopping.IsCancellationRequested)
            {
                var client = await _listener!.AcceptTcpClientAsync(stopping);
                clients.RemoveAll(one => one.IsCompleted);
                clients.Add(TalkAsync(client));
            }

            await Task.WhenAll(clients);

            async Task TalkAsync(TcpClient client)
            {
                using (client)
                    await StepAsync(client, stopping);
            }
        }

        [OnShutdown]
        private void Close() => _listener?.Stop();
        """)]
    [InlineData("""
        private Connection? _connection;

        [OnStartup]
        private async Task OpenAsync(CancellationToken ct) => await ReplaceAsync(await Connection.OpenAsync(ct));

        [OnShutdown]
        private Task CloseAsync() => ReplaceAsync(null);

        private async Task ReplaceAsync(Connection? next)
        {
            var last = _connection;
            _connection = next;
            if (last is not null)
                await last.DisposeAsync();
        }
        """)]
    [InlineData("""
        private CancellationToken _stopping;
        private CancellationTokenSource? _source;

        [OnStartup]
        private Task OpenAsync(IWorkerContext context, CancellationToken ct)
        {
            _stopping = context.Stopping;
            _source = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
            return StepAsync(1, ct);
        }

        [OnShutdown]
        private void Close()
        {
            _source?.Cancel();
            _source?.Dispose();
        }

        public Task UseAsync() => StepAsync(2, _stopping);
        """)]
    [InlineData("""
        private readonly CancellationTokenSource _stop = new();
        private Task _loop = Task.CompletedTask;

        [OnStartup]
        private void Begin(CancellationToken ct) => _loop = Task.Run(async () =>
        {
            await StepAsync("first", ct);
            while (!_stop.IsCancellationRequested)
                await StepAsync("then", _stop.Token);
        });

        [OnShutdown]
        private async Task EndAsync()
        {
            await _stop.CancelAsync();
            await _loop;
        }
        """)]
    [InlineData("""
        private Task _loop = Task.CompletedTask;

        [OnStartup]
        private void Begin(CancellationToken ct) => Restart(ct);

        [Background]
        private async Task WatchAsync(CancellationToken stopping)
        {
            while (!stopping.IsCancellationRequested)
            {
                await _loop;
                Restart(stopping);
            }
        }

        private void Restart(CancellationToken token) => _loop = StepAsync(1, token);
        """)]
    [InlineData("""
        private Task<int>? _loading;

        [OnStartup]
        private void Begin(CancellationToken ct) => _loading = CountAsync(ct);

        [OnReady]
        private async Task EndAsync() => _count = await _loading!;
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            Task<int>? count = null;
            try
            {
                count = CountAsync(ct);
                _count = await count;
            }
            catch (IOException)
            {
                if (count is { IsFaulted: true })
                    throw;
            }
        }
        """)]
    [InlineData("""
        [OnStartup]
        private async Task OpenAsync(CancellationToken ct)
        {
            var pages = http.GetStringAsync("a", ct);
            var header = http.GetStringAsync("b", ct);
            _count = (await pages).Length;
            if (_count == 0)
            {
                await header;
                return;
            }

            _count += (await header).Length;
        }
        """)]
    [InlineData("""
        [OnStartup]
        private partial Task OpenAsync(CancellationToken ct);

        private partial async Task OpenAsync(CancellationToken ct)
        {
            await foreach (var number in NumbersAsync().WithCancellation(ct).ConfigureAwait(false))
            {
                if (number > 2)
                    break;
                _count += number;
            }
        }

        private static async IAsyncEnumerable<int> NumbersAsync([EnumeratorCancellation] CancellationToken ct = default)
        {
            for (var i = 0; ; i++)
            {
                yield return i;
                await Task.Delay(1, ct);
            }
        }
        """)]
    [InlineData("""
        private int _version;

        public int Version => CountAsync(default).Result;

        [OnStartup]
        private void Open()
        {
            _version = new Answer().Result;
            new Answer().Wait();
            GC.KeepAlive(_version);
        }

        private sealed class Answer
        {
            public int Result => 1;

            public void Wait() => Thread.Sleep(1);
        }
        """)]
    [InlineData("""
        private readonly ManualResetEventSlim _answer = new();

        [OnStartup]
        private Task OpenAsync(CancellationToken ct) =>
            Task.Factory.StartNew(() => _answer.Wait(ct), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        [OnShutdown]
        private Task CloseAsync() => CountAsync(default).ContinueWith(counted => _count = counted.Result, TaskScheduler.Default);
        """)]
    public async Task Resources_and_tokens(string members) => await ServiceClass.With(members).IsQuiet();
}
