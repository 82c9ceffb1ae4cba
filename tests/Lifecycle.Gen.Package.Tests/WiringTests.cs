namespace Lifecycle.Package.Tests;

/// <summary>Provided values, parameters of hooks, late access and instances in a project of its own, run as it is and as a native program.</summary>
public sealed class WiringTests(PackedPackage package)
{
    private const string Framework = "net10.0";
    private const string Runtime = "linux-x64";

    private const string Program = """
        using Lifecycle;

        return await Worker.RunAsync(host: "db", ordersTopic: "o", paymentsTopic: "p").ConfigureAwait(false);

        internal sealed class Pool(string host) : IDisposable
        {
            public string Host => host;
            public void Dispose() => Console.WriteLine("pool disposed");
        }

        internal sealed record Connection(int Number);

        internal sealed class Session(string name) : IAsyncDisposable
        {
            public string Name => name;

            public ValueTask DisposeAsync()
            {
                Console.WriteLine("session disposed");
                return ValueTask.CompletedTask;
            }
        }

        internal static class Made
        {
            [Provides]
            public static Pool MakePool(string host) => new(host);

            [Provides]
            public static async Task<Session> OpenAsync(Connection connection, Pool pool, CancellationToken token)
            {
                await Task.Delay(1, token).ConfigureAwait(false);
                return new Session($"session {connection.Number} on {pool.Host}");
            }
        }

        [Unit]
        internal sealed partial class Database(Pool pool)
        {
            [Provides]
            public Connection? Connection { get; private set; }

            [OnStartup]
            private void Open() => Connection = new Connection(pool.Host.Length);

            [OnShutdown]
            private void Close() => Console.WriteLine("database closed");
        }

        [Unit]
        internal sealed partial class Consumer(string topic)
        {
            public string Topic => topic;
        }

        [Unit]
        internal sealed partial class Registry([Unordered] Func<Api> api)
        {
            [OnReady]
            private void Announce() => Console.WriteLine($"announcing {api().Name}");
        }

        [Unit]
        internal sealed partial class Api(
            Registry registry,
            Lazy<Session> session,
            Func<Connection> connection,
            [Instance("orders")] Consumer orders,
            IReadOnlyList<Consumer> all)
        {
            public string Name => $"api of {registry.GetType().Name}";

            [OnStartup]
            private void Up(Session same, [Instance("payments")] Consumer payments)
            {
                var topics = orders.Topic + payments.Topic;
                Console.WriteLine($"{session.Value.Name} {ReferenceEquals(same, session.Value)} {connection().Number} {topics}{all.Count}");
            }

            [Run]
            private void Serve(Connection current) => Console.WriteLine($"serving {current.Number}");
        }

        [Worker, Instance<Consumer>("orders"), Instance<Consumer>("payments")]
        internal sealed partial class Worker;
        """;

    private static readonly string[] s_output =
        ["session 2 on db True 2 op2", "announcing api of Registry", "serving 2", "session disposed", "database closed", "pool disposed"];

    [Fact]
    public async Task It_builds_without_a_warning_and_runs()
    {
        var project = new StrangerProject(package, "Wiring", Framework, Program);

        (await project.BuildAsync()).MustSucceed();
        Assert.Equal(s_output, (await project.RunAsync()).MustSucceed().Lines);
    }

    [Fact]
    public async Task As_a_native_program_it_does_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: published for linux-x64.");
        var project = new StrangerProject(package, "NativeWiring", Framework, Program);
        var publish = await project.PublishNativeAsync(Framework, Runtime);
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native program, because {what}");
        publish.MustSucceed();

        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(s_output, (await project.RunNativeAsync(Framework, Runtime)).MustSucceed().Lines);
    }
}
