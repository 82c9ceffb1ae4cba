using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests;

/// <summary>A class that was written for a host is a unit as it is: the worker calls what the host would call, in the order of dependencies.</summary>
[Collection("exit code")]
public sealed class HostedUnitTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task Its_methods_are_hooks_in_the_order_of_the_constructors()
    {
        await using var worker = new AsIsServer(_journal);
        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal(
            "first starting, last starting, first starts, last starts, first started, last started, "
            + "last stopping, first stopping, last stops, first stops, last stopped, first stopped",
            _journal.ToString());
    }

    [Fact]
    public async Task In_a_host_they_are_called_once_and_the_host_sees_no_hosted_service()
    {
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<AsIsServer>();
        using var host = builder.Build();
        Assert.Single(host.Services.GetServices<IHostedService>());

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal(1, _journal.Count("first starts"));
        Assert.Equal(1, _journal.Count("last stopped"));
    }

    [Fact]
    public async Task The_loop_of_a_background_service_ends_in_its_place_of_the_stop()
    {
        await using var worker = new ConsumerServer(_journal);
        await worker.StartAsync().InTime();
        await worker.Consumer.Running.InTime();
        await worker.StopAsync().InTime();

        Assert.Equal(
            "queue up, consumer before the base's start, consumer runs, consumer starts, gate up, "
            + "gate down, consumer stops, consumer ends, consumer after the base's stop, queue down",
            _journal.ToString());
    }

    [Fact]
    public async Task A_loop_that_fails_stops_the_whole_host_in_order_with_exit_code_1()
    {
        var exitCode = Environment.ExitCode;
        var builder = Hosts.Empty(_journal);
        builder.AddWorker<ConsumerServer>();
        builder.Services.AddSingleton<IHostedService>(new Plain(_journal, "plain"));
        using var host = builder.Build();
        await host.StartAsync().InTime();
        host.Services.GetRequiredService<Consumer>().Fail();
        await host.WaitForShutdownAsync().InTime();

        Assert.EndsWith(
            "plain stops, gate down, consumer stops, consumer after the base's stop, queue down", _journal.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Environment.ExitCode);
        Environment.ExitCode = exitCode;
        var failure = await Assert.ThrowsAsync<BackgroundTaskException>(() => host.Services.GetRequiredService<ConsumerServer>().WaitAsync().InTime());
        Assert.Equal("the queue is gone", failure.InnerException?.Message);
        Assert.Contains("[Background] ExecuteAsync of Lifecycle.Hosting.Tests.Consumer", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_that_fails_while_it_stops_is_a_failure_of_the_stop()
    {
        await using var worker = new LateServer();
        await worker.StartAsync().InTime();
        await worker.LateFailure.Running.InTime(); // A loop that is cancelled before its first step never begins.

        var failure = await Assert.ThrowsAsync<UnitStopException>(() => worker.StopAsync().InTime());

        Assert.Equal("not flushed", failure.InnerException?.Message);
    }

    [Fact]
    public async Task Where_the_start_of_another_unit_fails_the_loop_ends_in_its_place_too()
    {
        await using var worker = new QueueAndFailureServer(_journal);

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());

        Assert.EndsWith("consumer stops, consumer ends, consumer after the base's stop, queue down", _journal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_that_does_not_listen_is_abandoned_by_name_when_the_time_is_over()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var worker = new DeafServer(new WorkerOptions { TimeProvider = time, ShutdownTimeoutSeconds = 5, ShutdownGraceSeconds = 1 });
        await worker.StartAsync().InTime();
        await worker.Deaf.Begun.InTime(); // The base class begins it on another thread, and not at all where the stop is faster.
        var stop = worker.StopAsync();
        while (!stop.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var failure = await Assert.ThrowsAnyAsync<LifecycleException>(() => stop.InTime());
        Assert.Contains("Deaf", failure.ToString(), StringComparison.Ordinal);
        worker.Deaf.Release();
    }

    [Fact]
    public async Task It_goes_down_and_comes_up_again_with_a_reload()
    {
        await using var worker = new ConsumerServer(_journal);
        await worker.StartAsync().InTime();
        await worker.ReloadAsync().InTime();
        await worker.Consumer.Running.InTime();
        await worker.StopAsync().InTime();

        Assert.Equal(2, _journal.Count("consumer ends"));
    }

    [Fact]
    public async Task Implementations_of_base_classes_count_and_those_of_a_base_unit_run_once()
    {
        await using var worker = new InheritedServer(_journal);
        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal(
            "plain base starts, derived starts, own hook of the base, own hook, own end, own end of the base, derived stops, plain base stops",
            _journal.ToString());
    }

    [Fact]
    public async Task Where_a_method_is_marked_only_what_is_marked_is_a_hook()
    {
        await using var worker = new MarkedServer(_journal);
        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();

        Assert.Equal("marked runs, marked ends", _journal.ToString());
    }
}

[Unit]
public sealed partial class FirstAsIs(Journal journal) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => journal.AddAsync("first starting");

    public Task StartAsync(CancellationToken cancellationToken) => journal.AddAsync("first starts");

    public Task StartedAsync(CancellationToken cancellationToken) => journal.AddAsync("first started");

    public Task StoppingAsync(CancellationToken cancellationToken) => journal.AddAsync("first stopping");

    public Task StopAsync(CancellationToken cancellationToken) => journal.AddAsync("first stops");

    public Task StoppedAsync(CancellationToken cancellationToken) => journal.AddAsync("first stopped");
}

[Unit]
public sealed partial class LastAsIs(FirstAsIs first, Journal journal) : IHostedLifecycleService
{
    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => journal.AddAsync("last starting");

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => journal.AddAsync(first is null ? "" : "last starts");

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => journal.AddAsync("last started");

    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => journal.AddAsync("last stopping");

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => journal.AddAsync("last stops");

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => journal.AddAsync("last stopped");
}

[Worker, Mixin<LastAsIs>] public sealed partial class AsIsServer;

[Unit]
public sealed partial class WorkList(Journal journal)
{
    [OnStartup] private void Open() => journal.Add("queue up");

    [OnShutdown] private void Close() => journal.Add("queue down");
}

/// <summary>With overrides that do something before and after those of the base class.</summary>
[Unit]
public partial class Consumer(WorkList queue, Journal journal) : BackgroundService
{
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Running => _running.Task;

    public void Fail() => _failure.SetException(new InvalidOperationException("the queue is gone"));

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Add("consumer before the base's start");
        await base.StartAsync(cancellationToken);
        await _running.Task.WaitAsync(cancellationToken);
        journal.Add("consumer starts");
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Add("consumer stops");
        await base.StopAsync(cancellationToken);
        journal.Add("consumer after the base's stop");
        _running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        journal.Add(queue is null ? "" : "consumer runs");
        _running.SetResult();
        try
        {
            await _failure.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            if (stoppingToken.IsCancellationRequested)
                journal.Add("consumer ends");
        }
    }
}

[Unit]
public sealed partial class Gate(Consumer consumer, Journal journal)
{
    [OnStartup] private void Open() => journal.Add(consumer is null ? "" : "gate up");

    [OnShutdown] private void Close() => journal.Add("gate down");
}

[Worker, Mixin<Gate>] public sealed partial class ConsumerServer;

[Unit]
public sealed partial class FailsAfterConsumer(Consumer consumer)
{
    [OnStartup] private void Open() => throw new InvalidOperationException($"no {consumer}");
}

[Worker, Mixin<FailsAfterConsumer>] public sealed partial class QueueAndFailureServer;

[Unit]
public sealed partial class LateFailure : BackgroundService
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Running => _running.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _running.SetResult();
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new InvalidOperationException("not flushed");
    }
}

[Worker, Mixin<LateFailure>] public sealed partial class LateServer;

[Unit]
public sealed partial class Deaf : BackgroundService
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public void Release() => _end.SetResult();

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _begun.SetResult();
        return _end.Task;
    }
}

[Worker, Mixin<Deaf>] public sealed partial class DeafServer;

public abstract class PlainBase(Journal journal) : IHostedService
{
    protected Journal Journal { get; } = journal;

    public Task StartAsync(CancellationToken cancellationToken) => Journal.AddAsync("plain base starts");

    public Task StopAsync(CancellationToken cancellationToken) => Journal.AddAsync("plain base stops");
}

[Unit] public sealed partial class PlainDerived(Journal journal) : PlainBase(journal);

[Unit(AutoInclude = false)]
public partial class BaseUnit(Journal journal) : IHostedService
{
    protected Journal Journal { get; } = journal;

    public virtual Task StartAsync(CancellationToken cancellationToken) => Journal.AddAsync("base starts");

    public virtual Task StopAsync(CancellationToken cancellationToken) => Journal.AddAsync("base stops");

    [OnStartup] private void Open() => Journal.Add("own hook of the base");

    [OnShutdown] private void Close() => Journal.Add("own end of the base");
}

[Unit]
public sealed partial class DerivedUnit(PlainDerived plain, Journal journal) : BaseUnit(journal)
{
    public override Task StartAsync(CancellationToken cancellationToken) => Journal.AddAsync(plain is null ? "" : "derived starts");

    public override Task StopAsync(CancellationToken cancellationToken) => Journal.AddAsync("derived stops");

    [OnStartup] private void OpenMore() => Journal.Add("own hook");

    [OnShutdown] private void CloseMore() => Journal.Add("own end");
}

[Worker, Mixin<DerivedUnit>] public sealed partial class InheritedServer;

[Unit]
public sealed partial class Marked(Journal journal) : BackgroundService
{
    [Background]
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        journal.Add("marked runs");
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        journal.Add("marked ends");
    }
}

[Worker, Mixin<Marked>] public sealed partial class MarkedServer;
