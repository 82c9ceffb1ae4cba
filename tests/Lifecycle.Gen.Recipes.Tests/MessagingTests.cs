using System.Collections.Concurrent;
using Akka.Actor;
using Grpc.Core;
using Lifecycle.Recipes.Grpc;
using Lifecycle.Recipes.Hosting;
using Lifecycle.Samples.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Lifecycle.Recipes;

/// <summary>What talks to others, or runs work of its own: each finishes what has begun, and begins nothing more.</summary>
public sealed class MessagingTests(RabbitMqServer rabbit, PostgresServer postgres)
{
    [Fact]
    public async Task RabbitMQ_acknowledges_what_was_handled_and_leaves_the_rest_to_others()
    {
        var (broker, queue) = await rabbit.FillQueueAsync(30);
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var handled = new ConcurrentQueue<string>();
        await using var worker = new RabbitMqWorker(broker: broker, queue: queue, handle: async message =>
        {
            begun.TrySetResult();
            await go.Task;
            handled.Enqueue(message);
        });
        await worker.StartAsync();
        await begun.Task;

        var stopping = worker.StopAsync();
        go.SetResult();
        await stopping;

        var left = await RabbitMqServer.TakeAllAsync(broker, queue);
        Assert.NotEmpty(handled);
        Assert.NotEmpty(left);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"{i}").Order(), handled.Concat(left).Order());
    }

    [Fact]
    public async Task Npgsql_hears_notifications_and_finishes_its_transaction()
    {
        var database = await postgres.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(database);
        await ExecuteAsync(source, "CREATE TABLE bills (name text, note text)");
        var placed = new TaskCompletionSource<string>();
        await using var worker = new PostgresWorker(
            connectionString: database, interval: TimeSpan.FromMilliseconds(10), placed: payload => placed.TrySetResult(payload));
        await worker.StartAsync();
        while (!placed.Task.IsCompleted)
            await ExecuteAsync(source, "NOTIFY orders, 'one'");
        Assert.Equal("one", await placed.Task);
        // How many bills there are while another is being written.
        const string Writing = """
            SELECT CASE WHEN EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE 'INSERT INTO bills%' AND state = 'active')
                THEN (SELECT count(*) FROM bills) END
            """;
        long before;
        while (true)
        {
            if (await ExecuteAsync(source, Writing) is long bills)
            {
                before = bills;
                break;
            }
        }

        await worker.StopAsync();

        Assert.True(await ExecuteAsync(source, "SELECT count(*) FROM bills") is long after && after > before);
    }

    [Fact]
    public async Task A_gRPC_client_waits_for_its_calls_and_ends_its_stream()
    {
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var server = await PriceServer.StartAsync(begun, go.Task);
        var changed = new TaskCompletionSource<double>();
        await using var worker = new GrpcWorker(server: server.Address, changed: price => changed.TrySetResult(price));
        await worker.StartAsync();
        Assert.Equal(1, await changed.Task);
        var asked = worker.PriceClient.AskAsync("tea", CancellationToken.None);
        await begun.Task;

        var stopping = worker.StopAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => worker.PriceClient.AskAsync("tea", CancellationToken.None));
        Assert.False(stopping.IsCompleted);
        go.SetResult();

        Assert.Equal(2, await asked);
        await stopping;
    }

    [Fact]
    public async Task Akka_handles_what_is_in_the_mailbox_and_can_be_started_again()
    {
        var handled = 0;
        var go = new TaskCompletionSource();
        Action count = () =>
        {
            go.Task.Wait();
            Interlocked.Increment(ref handled);
        };
        await using var worker = new AkkaWorker(root: Props.Create(() => new Counter(count)));
        for (var cycle = 1; cycle <= 2; cycle++)
        {
            go = new TaskCompletionSource();
            await worker.StartAsync();
            for (var i = 0; i < 100; i++)
                worker.Actors.Root.Tell(i);

            // The first message is being handled, and the others are in the mailbox.
            var stopping = worker.StopAsync();
            go.SetResult();
            await stopping;
            Assert.Equal(100 * cycle, handled);
        }
    }

    [Fact]
    public async Task Quartz_waits_for_the_job_that_runs_and_begins_no_other()
    {
        WaitingJob.Reset();
        var job = JobBuilder.Create<WaitingJob>().Build();
        var trigger = TriggerBuilder.Create().StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromMilliseconds(50)).RepeatForever())
            .Build();
        await using var worker = new QuartzWorker(job: job, trigger: trigger);
        await worker.StartAsync();
        await WaitingJob.Begun.Task;

        await worker.StopAsync();

        Assert.True(WaitingJob.Ended > 0);
        Assert.Equal(WaitingJob.Started, WaitingJob.Ended);
    }

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter(Action count) => Receive<int>(_ => count());
    }

    private sealed class WaitingJob : IJob
    {
        private static int s_started;
        private static int s_ended;

        public static TaskCompletionSource Begun { get; private set; } = new();

        public static int Started => s_started;

        public static int Ended => s_ended;

        public static void Reset()
        {
            Begun = new TaskCompletionSource();
            (s_started, s_ended) = (0, 0);
        }

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref s_started);
            Begun.TrySetResult();
            while (context.Scheduler.Status == SchedulerStatus.Running)
                await Task.Yield();

            // The stop has begun, and this job has still something to do.
            await Task.Delay(200, CancellationToken.None);
            Interlocked.Increment(ref s_ended);
        }
    }

    private sealed class PriceServer(TaskCompletionSource begun, Task go) : Prices.PricesBase, IAsyncDisposable
    {
        private WebApplication? _app;

        public Uri Address => new(_app!.Urls.Single());

        public static async Task<PriceServer> StartAsync(TaskCompletionSource begun, Task go)
        {
            var service = new PriceServer(begun, go);
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
            builder.Services.AddGrpc();
            builder.Services.AddSingleton(service);
            service._app = builder.Build();
            service._app.MapGrpcService<PriceServer>();
            await service._app.StartAsync();
            return service;
        }

        public override async Task<Price> Ask(Question request, ServerCallContext context)
        {
            begun.TrySetResult();
            await go;
            return new Price { Amount = 2 };
        }

        public override async Task Watch(Question request, IServerStreamWriter<Price> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new Price { Amount = 1 });
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
        }

        public ValueTask DisposeAsync() => _app!.DisposeAsync();
    }
}
