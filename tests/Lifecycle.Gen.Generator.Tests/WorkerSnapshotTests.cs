namespace Lifecycle.Gen.Generator.Tests;

/// <summary>What users find when they look into generated files; few, each named for what it shows.</summary>
public class WorkerSnapshotTests
{
    [Fact]
    public void Program_without_a_worker_gets_one_over_all_units() => Snapshot.Verify(GeneratorHarness.RunProgram("""
        return await Worker.RunAsync("Host=…");

        namespace App
        {
            [Unit]
            public sealed partial class Database(string connectionString)
            {
                [OnStartup(TimeoutSeconds = 5)] private Task OpenAsync(CancellationToken token) { return Task.Delay(connectionString.Length, token); }
                [OnShutdown] private void Close() { }
            }

            [Unit]
            public sealed partial class Api(Database database, Microsoft.Extensions.Logging.ILogger<Api> logger, IWorkerContext context, int port = 8080)
            {
                [Background] private Task ServeAsync(CancellationToken stopping) => Task.FromResult((database, logger, context, port));
                [OnDrain] private ValueTask DrainAsync() => default;
            }
        }
        """));
}
