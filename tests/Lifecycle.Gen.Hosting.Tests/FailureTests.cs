using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>A failure of a unit is one of the host: at the start it leaves the start, later it stops the host in order.</summary>
[Collection("exit code")] // The exit code is the process's.
public sealed class FailureTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task A_unit_that_fails_fails_the_start_of_the_host_rolled_back()
    {
        var builder = Hosts.Empty(_journal, ("FailingServer:Connection", "links"));
        builder.AddWorker<FailingServer>();
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<UnitStartException>(() => host.StartAsync().InTime());

        Assert.Equal("port 80 in use", failure.InnerException?.Message);
        Assert.Equal("Store up, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task Units_go_down_where_a_hosted_service_fails_to_start_and_the_host_is_disposed()
    {
        var builder = Hosts.Empty(_journal, ("ShopServer:Connection", "links"));
        builder.AddWorker<ShopServer>();
        builder.Services.AddSingleton<IHostedService>(new FailsToStart());
        using (var host = builder.Build())
            await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync().InTime());

        Assert.Equal("Store up, Shop up, Shop ready, Shop drains, Shop down, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task A_failing_background_task_stops_the_whole_host_in_order_with_exit_code_1()
    {
        var exitCode = Environment.ExitCode;
        var builder = Hosts.Empty(_journal, ("LoopServer:Connection", "links"));
        builder.AddWorker<LoopServer>();
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        using var host = builder.Build();
        await host.StartAsync().InTime();
        host.Services.GetRequiredService<LoopServer>().Loop.Fail();
        await host.WaitForShutdownAsync().InTime();

        Assert.Equal("Store up, plain starts, plain stops, Store down, Store ends", _journal.ToString());
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = exitCode;
    }

    [Fact]
    public async Task A_background_task_that_fails_while_a_hosted_service_starts_is_the_reason_that_is_thrown()
    {
        var builder = Hosts.Empty(_journal, ("LoopServer:Connection", "links"));
        builder.AddWorker<LoopServer>();
        builder.Services.AddSingleton<IHostedService>(services => new WaitsForTheStop(services, throws: false));
        using var host = builder.Build();

        var failure = await Assert.ThrowsAsync<BackgroundTaskException>(() => host.StartAsync().InTime());

        Assert.Equal("the queue is gone", failure.InnerException?.Message);
    }

    /// <summary>The host throws what its service throws; the worker has the cause, and has logged it.</summary>
    [Fact]
    public async Task Where_that_service_takes_the_cancellation_for_a_failure_the_worker_has_the_cause()
    {
        var builder = Hosts.Empty(_journal, ("LoopServer:Connection", "links"));
        builder.AddWorker<LoopServer>();
        builder.Services.AddSingleton<IHostedService>(services => new WaitsForTheStop(services, throws: true));
        LoopServer worker;
        using (var host = builder.Build())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.StartAsync().InTime());
            worker = host.Services.GetRequiredService<LoopServer>();
        }

        var failure = await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());
        Assert.Equal("the queue is gone", failure.InnerException?.Message);
        Assert.Equal("Store up, Store down, Store ends", _journal.ToString());
    }

    [Fact]
    public async Task The_end_of_the_run_hooks_stops_the_host_with_the_code_that_was_asked_for()
    {
        var exitCode = Environment.ExitCode;
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<JobServer>();
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        using var host = builder.Build();

        await host.RunAsync().InTime();

        Assert.Equal("plain starts, plain stops, Job down", _journal.ToString());
        Assert.Equal(7, Environment.ExitCode);
        Environment.ExitCode = exitCode;
    }

    [Fact]
    public async Task A_unit_that_fails_to_stop_fails_the_stop_of_the_host_and_the_others_go_down()
    {
        var builder = Hosts.Empty(_journal, ("StuckServer:Connection", "links"));
        builder.AddWorker<StuckServer>();
        using var host = builder.Build();
        await host.StartAsync().InTime();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => host.StopAsync().InTime());

        Assert.Contains("not flushed", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("Store up, Store down, Store ends", _journal.ToString());
    }

    private sealed class FailsToStart : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("address in use");

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>A service whose start lasts until the host stops, which the failure of a task causes meanwhile.</summary>
    private sealed class WaitsForTheStop(IServiceProvider services, bool throws) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(stopping.SetResult);
            services.GetRequiredService<LoopServer>().Loop.Fail();
            await stopping.Task;
            if (throws)
                cancellationToken.ThrowIfCancellationRequested();
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

[Unit]
public sealed partial class Failing(IStore store)
{
    [OnStartup] private void Open() => throw new InvalidOperationException(store.Connection.Length > 0 ? "port 80 in use" : "");
}

[Worker, Mixin<Failing>, Mixin<Store>] public sealed partial class FailingServer;

[Unit]
public sealed partial class Loop(IStore store)
{
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Fail() => _failure.SetException(new InvalidOperationException("the queue is gone"));

    [Background] private Task ConsumeAsync(CancellationToken stopping) => _failure.Task.WaitAsync(stopping);

    public override string ToString() => store.Connection;
}

[Worker, Mixin<Loop>, Mixin<Store>] public sealed partial class LoopServer;

[Unit]
public sealed partial class Job(Journal journal, IHostApplicationLifetime lifetime)
{
    [Run]
    private async Task WorkAsync(IWorkerContext context, CancellationToken token)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(token);
        context.RequestStop(7);
    }

    [OnShutdown] private void Close() => journal.Add("Job down");
}

[Worker, Mixin<Job>] public sealed partial class JobServer;

[Unit]
public sealed partial class Stuck(IStore store)
{
    [OnShutdown] private void Close() => throw new InvalidOperationException($"{store.Connection} not flushed");
}

[Worker, Mixin<Stuck>, Mixin<Store>] public sealed partial class StuckServer;
