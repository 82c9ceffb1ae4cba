namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>Base classes, records and interfaces in which everything is as it should be.</summary>
public sealed class RightShapesTests
{
    [Theory]
    [InlineData("""
        using System.Threading.Channels;

        public abstract class Consumer<T>(Channel<T> channel)
        {
            [Background]
            protected async Task ConsumeAsync(CancellationToken stopping)
            {
                await foreach (var message in channel.Reader.ReadAllAsync(stopping))
                    await HandleAsync(message, stopping);
            }

            [OnShutdown]
            protected void Close() => channel.Writer.TryComplete();

            protected abstract Task HandleAsync(T message, CancellationToken stopping);
        }

        [Unit]
        public sealed partial class Printer(Channel<string> lines) : Consumer<string>(lines)
        {
            protected override Task HandleAsync(string message, CancellationToken stopping) => Console.Out.WriteLineAsync(message.AsMemory(), stopping);
        }
        """)]
    [InlineData("""
        [Unit]
        public sealed partial record Cache(int Size)
        {
            private readonly Dictionary<int, Task<string>> _entries = [];

            public Task<string> this[int key] => _entries.TryGetValue(key, out var entry) ? entry : _entries[key] = LoadAsync(key);

            [OnStartup]
            private Task WarmAsync() => Task.WhenAll(Enumerable.Range(0, Size).Select(key => this[key]));

            private async Task<string> LoadAsync(int key)
            {
                await Task.Delay(key);
                return $"{key}";
            }
        }
        """)]
    [InlineData("""
        public abstract class Service : IAsyncDisposable
        {
            private FileStream? _file;

            protected async Task OpenAsync(string path, CancellationToken ct)
            {
                _file = File.OpenRead(path);
                await _file.FlushAsync(ct);
            }

            public async ValueTask DisposeAsync()
            {
                if (_file is not null)
                    await _file.DisposeAsync();
                GC.SuppressFinalize(this);
            }
        }

        [Unit]
        public sealed partial class Store : Service
        {
            [OnStartup]
            private Task StartAsync(CancellationToken ct) => OpenAsync("a", ct);
        }
        """)]
    [InlineData("""
        public interface IClock
        {
            Task WaitAsync(CancellationToken ct);
        }

        [Unit]
        public sealed partial class Clock : IClock
        {
            private readonly TaskCompletionSource _started = new();

            Task IClock.WaitAsync(CancellationToken ct) => _started.Task.WaitAsync(ct);

            [OnStartup]
            private void Start() => _started.TrySetResult();
        }

        [Unit]
        public sealed partial class Alarm(IClock clock)
        {
            [OnReady]
            private async Task ReadyAsync(CancellationToken ct)
            {
                var waiting = clock.WaitAsync(ct);
                for (var i = 0; !waiting.IsCompleted && i < 10; i++)
                    await Task.Yield();
                await waiting;
            }
        }
        """)]
    [InlineData("""
        public abstract class Service
        {
            protected CancellationToken Stopping { get; private set; }

            [OnStartup]
            protected Task UpAsync(IWorkerContext context, CancellationToken ct)
            {
                Stopping = context.Stopping;
                return StartAsync(ct);
            }

            [OnShutdown]
            protected Task DownAsync(CancellationToken ct) => StopAsync(ct);

            protected abstract Task StartAsync(CancellationToken ct);

            protected virtual Task StopAsync(CancellationToken ct) => Task.CompletedTask;

            protected async Task RetryAsync(Func<CancellationToken, Task> work, CancellationToken ct)
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        await work(ct);
                        return;
                    }
                    catch (IOException) when (i < 3)
                    {
                        await Task.Delay(i, ct);
                    }
                }
            }
        }

        [Unit]
        public sealed partial class Files : Service
        {
            private FileStream? _file;

            protected override Task StartAsync(CancellationToken ct) => RetryAsync(OpenAsync, ct);

            protected override async Task StopAsync(CancellationToken ct)
            {
                await base.StopAsync(ct);
                if (_file is not null)
                    await _file.DisposeAsync();
            }

            private Task OpenAsync(CancellationToken ct)
            {
                _file = File.OpenRead("a");
                return _file.FlushAsync(ct);
            }
        }
        """)]
    [InlineData("""
        public abstract class Loop<TState>
            where TState : class, new()
        {
            private TState? _state;

            [Background]
            protected async Task RunAsync(CancellationToken stopping)
            {
                using var timer = new PeriodicTimer(Interval);
                while (await timer.WaitForNextTickAsync(stopping))
                {
                    try
                    {
                        await StepAsync(_state ??= new TState(), stopping);
                    }
                    catch (Exception problem) when (OnFailure(problem))
                    {
                        _state = null;
                    }
                }
            }

            protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

            protected abstract Task StepAsync(TState state, CancellationToken stopping);

            protected virtual bool OnFailure(Exception problem) => problem is not OperationCanceledException;
        }

        [Unit]
        public sealed partial class Sweep : Loop<List<int>>
        {
            protected override TimeSpan Interval => TimeSpan.FromMinutes(1);

            protected override async Task StepAsync(List<int> state, CancellationToken stopping)
            {
                var pending = Enumerable.Range(0, 4).Select(number => Task.Delay(number, stopping)).ToList();
                while (pending.Count > 0)
                {
                    var done = await Task.WhenAny(pending);
                    pending.Remove(done);
                    await done;
                    state.Add(pending.Count);
                }
            }
        }
        """)]
    [InlineData("""
        public class Shared
        {
            public static Task<int> Answer { get; } = Task.FromResult(1);

            public int Now() => Answer.Result;

            public void Forget() => _ = Task.Run(() => 1);
        }

        [Unit]
        public sealed partial class Asking(Shared shared)
        {
            private readonly Dictionary<int, Task<int>> _asked = [];

            [OnStartup]
            private async Task AskAsync()
            {
                shared.Forget();
                _asked[1] = Task.Run(shared.Now);
                await Task.WhenAll(_asked.Values);
                Sum = _asked.Keys.Select(key => _asked[key].Result).Sum() + _asked.Values.Sum(answer => answer.Result);
            }

            public int Sum { get; private set; }
        }
        """)]
    public async Task Shapes_of_classes(string source) => await Project.With(source).IsQuiet();
}
