using System.Net;
using System.Net.Sockets;
using Lifecycle.Cluster.Program.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Cluster.Tests;

/// <summary>Units that wait in their start for something outside of the worker.</summary>
public class ReadinessTests
{
    [Fact]
    public async Task What_depends_on_it_starts_when_the_other_service_is_ready_and_the_report_shows_the_wait()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isReady = false;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/readyz", () =>
        {
            asked.TrySetResult();
            return Volatile.Read(ref isReady) ? Results.Ok() : Results.StatusCode(503);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var diary = new Diary();
        var options = new WorkerOptions { RecordStartup = true, LoggerFactory = new DiaryLogger(diary) };
        await using var worker = new Waiting(diary: diary, address: new Uri(app.Urls.First() + "/readyz"), options: options);

        var start = worker.StartAsync(TestContext.Current.CancellationToken);
        await diary.WhenAsync("log 220");
        Assert.False(start.IsCompleted);
        Volatile.Write(ref isReady, true);
        await start;

        Assert.Equal(["log 220", "log 221", "Checkout up"], diary.Entries.Where(entry => entry is "log 220" or "log 221" or "Checkout up"));
        Assert.Contains(nameof(Payments), worker.StartupReport!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_never_ready_fails_the_start_with_its_name_and_the_cause()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        var diary = new Diary();
        var time = new FakeTimeProvider();
        await using var worker = new Closed(port: port, options: new WorkerOptions { TimeProvider = time, LoggerFactory = new DiaryLogger(diary) });

        var start = worker.StartAsync(TestContext.Current.CancellationToken);
        while (!start.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(start, Task.Delay(1, TestContext.Current.CancellationToken));
        }

        var error = await Assert.ThrowsAnyAsync<LifecycleException>(() => start);
        Assert.Contains($"127.0.0.1:{port} was not ready within 60 s", error.ToString(), StringComparison.Ordinal);
        Assert.IsType<SocketException>(error.InnerException!.InnerException);
    }

    [Fact]
    public async Task A_database_is_waited_for()
    {
        StoresOf.Need("postgres");
        await using var server = new PostgresServer();
        await using var source = Npgsql.NpgsqlDataSource.Create(PostgresServer.ConnectionAt(server.Port));
        var diary = new Diary();
        await using var worker = new Stored(source: source, options: new WorkerOptions { LoggerFactory = new DiaryLogger(diary) });

        var start = worker.StartAsync(TestContext.Current.CancellationToken);
        await diary.WhenAsync("log 220");
        await server.StartAsync();
        await start;

        Assert.Contains("log 221", diary.Entries);
    }
}

[Unit] public sealed partial class Payments(Uri address) : HttpReadiness(address);

[Unit, DependsOn<Payments>]
public sealed partial class Checkout(Diary diary)
{
    [OnStartup] private void Up() => diary.Add("Checkout up");
}

[Unit] public sealed partial class ClosedPort(int port) : TcpReadiness("127.0.0.1", port);

[Unit] public sealed partial class OrdersDatabase(Npgsql.NpgsqlDataSource source) : PostgresReadiness(source);

[Worker, Mixin<Checkout>] public sealed partial class Waiting;

[Worker, Mixin<ClosedPort>] public sealed partial class Closed;

[Worker, Mixin<OrdersDatabase>] public sealed partial class Stored;
