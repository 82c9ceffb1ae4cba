using System.Globalization;
using Lifecycle.Benchmarks.Programs;

namespace Lifecycle.Benchmarks.Compiling;

/// <summary>Units with bodies as people write them, some twenty lines each: what rules on method bodies have to look at.</summary>
internal static class RealisticUnits
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using Lifecycle;

        namespace Measured;

        """;

    private static readonly Func<string, string, string, string>[] s_shapes = [Store, Poller, Queue, Journal, Cache, Gather, Client, Statistics];

    /// <summary>The files of a project, ten units each, in a layered graph.</summary>
    public static IEnumerable<string> Files(Graph graph) =>
        Enumerable.Range(0, graph.Count).Select(unit => Write(graph, unit)).Chunk(10).Select(classes => Usings + string.Concat(classes));

    private static string Write(Graph graph, int unit)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"U{unit}");
        var dependencies = graph.Dependencies[unit];
        string[] taken = ["first", "second", "third"];
        var parameters = string.Join(", ",
            dependencies.Zip(taken, static (dependency, parameter) => string.Create(CultureInfo.InvariantCulture, $"U{dependency} {parameter}")));
        // A unit of the first layer has no dependency to call.
        var body = dependencies.Length == 0
            ? s_shapes[unit % s_shapes.Length]("this", "this", "this")
            : s_shapes[unit % s_shapes.Length](taken[0], taken[1], taken[2])
            + "\n    public override string ToString() => $\"{base.ToString()} of {first}, {second} and {third}\";\n";
        return $"\n[Unit]\npublic sealed partial class {name}({parameters})\n{{\n{body}}}\n";
    }

    private static string Store(string first, string second, string third) => $$"""
            private readonly ConcurrentDictionary<string, int> _entries = new();
            private int _reads;

            public Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                Interlocked.Increment(ref _reads);
                return Task.FromResult(_entries.TryGetValue(key, out var value) ? value : -1);
            }

            [OnStartup]
            private async Task LoadAsync(CancellationToken cancellationToken)
            {
                foreach (var key in new[] { "one", "two", "three" })
                    _entries[key] = key.Length;
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }

            [OnShutdown]
            private void Forget() => _entries.Clear();

            public bool Knows(string key) => key.Length > 0 && _entries.ContainsKey(key.Trim());

        """;

    private static string Poller(string first, string second, string third) => $$"""
            private volatile int _last;

            public Task<int> AskAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_last + key.Length);

            [Background]
            private async Task PollAsync(CancellationToken stopping)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30));
                while (await timer.WaitForNextTickAsync(stopping))
                {
                    try
                    {
                        var answer = await {{first}}.AskAsync("poll", stopping).ConfigureAwait(false);
                        _last = answer > _last ? answer : _last + 1;
                    }
                    catch (IOException problem)
                    {
                        _last = problem.Message.Length;
                    }
                }
            }

        """;

    private static string Queue(string first, string second, string third) => $$"""
            private Channel<string> _queue = Channel.CreateUnbounded<string>();

            public async Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                await _queue.Writer.WriteAsync(key, cancellationToken);
                return _queue.Reader.Count;
            }

            [OnInit]
            private void Prepare() => _queue = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

            [Background]
            private async Task WorkAsync(CancellationToken stopping)
            {
                await foreach (var item in _queue.Reader.ReadAllAsync(stopping))
                {
                    if (item.Length == 0)
                        continue;
                    await {{second}}.AskAsync(item.Trim(), stopping);
                }
            }

            [OnDrain]
            private void Complete() => _queue.Writer.TryComplete();

        """;

    private static string Journal(string first, string second, string third) => $$"""
            private StreamWriter? _file;

            public async Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                if (_file is null)
                    return 0;
                await _file.WriteLineAsync(key.AsMemory(), cancellationToken);
                return key.Length;
            }

            [OnStartup(TimeoutSeconds = 10)]
            private async Task OpenAsync(CancellationToken cancellationToken)
            {
                _file = new StreamWriter(Stream.Null) { AutoFlush = true };
                await _file.WriteLineAsync($"opened {nameof(OpenAsync)}".AsMemory(), cancellationToken);
            }

            [OnShutdown]
            private async Task CloseAsync()
            {
                if (_file is { } file)
                    await file.DisposeAsync();
                _file = null;
            }

        """;

    private static string Cache(string first, string second, string third) => $$"""
            private readonly Lock _lock = new();
            private readonly Dictionary<string, (int Value, int Uses)> _known = new();

            public async Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                lock (_lock)
                {
                    if (_known.TryGetValue(key, out var known))
                    {
                        _known[key] = (known.Value, known.Uses + 1);
                        return known.Value;
                    }
                }

                var value = await Task.Run(() => key.Length * 31, cancellationToken);
                lock (_lock)
                    _known[key] = (value, 1);
                return value;
            }

            [Lifespan]
            private async IAsyncEnumerable<int> LiveAsync()
            {
                yield return _known.Count;
                await Task.Yield();
                _known.Clear();
            }

        """;

    private static string Gather(string first, string second, string third) => $$"""
            private int _total;

            public Task<int> AskAsync(string key, CancellationToken cancellationToken) => key switch
            {
                "total" => Task.FromResult(_total),
                _ => Task.FromResult(key.Sum(letter => letter % 7)),
            };

            [OnReady]
            private async Task GatherAsync(CancellationToken cancellationToken)
            {
                var one = {{first}}.AskAsync("one", cancellationToken);
                var two = {{second}}.AskAsync("two", cancellationToken);
                int[] both = await Task.WhenAll(one, two);
                for (int i = 0; i < both.Length; i++)
                    Add(both[i]);
            }

            private void Add(int value)
            {
                if (value > 0)
                    _total += value;
            }

        """;

    private static string Client(string first, string second, string third) => $$"""
            private readonly SemaphoreSlim _turns = new(4);
            private bool _connected;

            public async Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                await _turns.WaitAsync(cancellationToken);
                try
                {
                    return _connected ? await {{third}}.AskAsync(key + "!", cancellationToken) : 0;
                }
                finally
                {
                    _turns.Release();
                }
            }

            [OnStartup(Retries = 3, RetryDelaySeconds = 0.2)]
            private Task ConnectAsync(CancellationToken cancellationToken)
            {
                _connected = !cancellationToken.IsCancellationRequested;
                return Task.CompletedTask;
            }

            [OnShutdown]
            private ValueTask DisconnectAsync()
            {
                _connected = false;
                return default;
            }

        """;

    private static string Statistics(string first, string second, string third) => $$"""
            private readonly List<double> _samples = [];
            private double _mean;

            public Task<int> AskAsync(string key, CancellationToken cancellationToken)
            {
                _samples.Add(key.Length);
                return Task.FromResult((int)_mean);
            }

            [HealthCheck]
            private bool IsSound() => !double.IsNaN(_mean) && _samples.Count < 1_000_000;

            [OnStartup]
            private async Task WarmUpAsync(IWorkerContext context, CancellationToken cancellationToken)
            {
                for (int attempt = 0; attempt < 3 && _samples.Count < 3; attempt++)
                    _samples.Add(await {{first}}.AskAsync($"{attempt}", cancellationToken));
                _mean = _samples.Where(sample => sample >= 0).DefaultIfEmpty().Average();
            }

            [PostShutdown]
            private void Report()
            {
                foreach (var group in _samples.GroupBy(sample => sample > _mean).OrderBy(group => group.Key))
                    System.Diagnostics.Debug.WriteLine($"{group.Key}: {group.Count()}");
            }

        """;
}
