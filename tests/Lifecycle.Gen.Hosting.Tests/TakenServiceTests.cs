using Lifecycle.Hosting.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Lifecycle.Hosting.Tests;

/// <summary>A hosted service that a package registers gets a place among the units.</summary>
public sealed class TakenServiceTests
{
    private readonly Journal _journal = new();

    [Fact]
    public async Task The_scheduler_of_a_package_starts_after_the_units_that_its_jobs_use_and_before_those_that_use_it()
    {
        var builder = Hosts.Empty(_journal);
        builder.Services.AddLogging();
        builder.Services.AddQuartz(quartz => quartz.ScheduleJob<NightlyJob>(trigger => trigger.StartNow()));
        builder.Services.AddQuartzHostedService(static options =>
        {
            options.AwaitApplicationStarted = false; // It would start its scheduler after everything else.
            options.WaitForJobsToComplete = true;
        });
        builder.Services.TakeHostedService<QuartzHostedService>();
        builder.AddWorker<ScheduleServer>();
        using var host = builder.Build();

        Assert.Single(host.Services.GetServices<IHostedService>()); // The worker.
        await host.StartAsync().InTime();
        await host.Services.GetRequiredService<JobStore>().Ran.InTime();
        await host.StopAsync().InTime();

        Assert.Equal("store up, scheduler Running, job, scheduler down, store down", Jobs(_journal.ToString()));

        // The job runs at any time from the start of the scheduler on.
        static string Jobs(string text) => text.Replace("job, scheduler Running", "scheduler Running, job", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_methods_for_the_whole_host_are_called_in_the_phases_of_the_units()
    {
        var builder = Hosts.Empty(_journal);
        builder.Services.AddSingleton<IHostedService>(new Whole(_journal));
        builder.Services.TakeHostedService<Whole>();
        builder.AddWorker<WholeServer>();
        using var host = builder.Build();

        await host.StartAsync().InTime();
        await host.StopAsync().InTime();

        Assert.Equal("starting, start, started, stopping, stop, stopped", _journal.ToString());
    }

    [Fact]
    public async Task A_loop_of_it_that_fails_is_a_failure_of_the_unit()
    {
        await using var worker = new LoopOfPackageServer(new LoopOfPackage());

        await worker.StartAsync().InTime();
        var failure = await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync().InTime());

        Assert.Equal("the package failed", failure.InnerException?.Message);
    }

    [Fact]
    public void However_it_is_registered_it_is_taken_and_a_service_that_it_is_already_stays_one()
    {
        foreach (var register in new Action<IServiceCollection>[]
        {
            static services => services.AddHostedService<LoopOfPackage>(),
            static services => services.AddHostedService(static _ => new LoopOfPackage()),
            static services => services.AddSingleton<IHostedService>(new LoopOfPackage()),
            static services => services.AddSingleton<LoopOfPackage>().AddHostedService(static provider => provider.GetRequiredService<LoopOfPackage>()),
        })
        {
            var services = new ServiceCollection();
            register(services);
            services.TakeHostedService<LoopOfPackage>();
            using var provider = services.BuildServiceProvider();
            Assert.Empty(provider.GetServices<IHostedService>());
            Assert.Same(provider.GetRequiredService<LoopOfPackage>(), provider.GetRequiredService<LoopOfPackage>());
        }
    }

    [Fact]
    public void One_that_is_not_there_or_there_twice_is_an_error_that_names_it()
    {
        var services = new ServiceCollection();
        var missing = Assert.Throws<InvalidOperationException>(() => services.TakeHostedService<LoopOfPackage>());
        Assert.Contains("register it before TakeHostedService<LoopOfPackage>()", missing.Message, StringComparison.Ordinal);

        services.AddSingleton<IHostedService, LoopOfPackage>().AddSingleton<IHostedService, LoopOfPackage>();
        var twice = Assert.Throws<InvalidOperationException>(() => services.TakeHostedService<LoopOfPackage>());
        Assert.Contains("LoopOfPackage is registered as a hosted service twice", twice.Message, StringComparison.Ordinal);
    }
}

[Unit]
public sealed partial class JobStore(Journal journal)
{
    private readonly TaskCompletionSource _ran = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ran => _ran.Task;

    public void Run()
    {
        journal.Add("job");
        _ran.SetResult();
    }

    [OnStartup] private void Open() => journal.Add("store up");

    [OnShutdown] private void Close() => journal.Add("store down");
}

public sealed class NightlyJob(JobStore store) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        store.Run();
        return ValueTask.CompletedTask;
    }
}

[Unit, DependsOn<JobStore>]
public sealed partial class Scheduler(QuartzHostedService quartz, Journal journal) : HostedServiceUnit(quartz)
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        journal.Add("scheduler down");
    }
}

[Unit, DependsOn<Scheduler>]
public sealed partial class Planner(ISchedulerFactory factory, Journal journal)
{
    [OnStartup]
    private async Task AskAsync(CancellationToken token)
    {
        var scheduler = await factory.GetScheduler(token);
        journal.Add($"scheduler {scheduler.Status}");
    }
}

[Worker, Mixin<Planner>] public sealed partial class ScheduleServer;

public sealed class Whole(Journal journal) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => journal.AddAsync("starting");

    public Task StartAsync(CancellationToken cancellationToken) => journal.AddAsync("start");

    public Task StartedAsync(CancellationToken cancellationToken) => journal.AddAsync("started");

    public Task StoppingAsync(CancellationToken cancellationToken) => journal.AddAsync("stopping");

    public Task StopAsync(CancellationToken cancellationToken) => journal.AddAsync("stop");

    public Task StoppedAsync(CancellationToken cancellationToken) => journal.AddAsync("stopped");
}

[Unit] public sealed partial class WholeUnit(Whole whole) : HostedServiceUnit(whole);

[Worker, Mixin<WholeUnit>] public sealed partial class WholeServer;

public sealed class LoopOfPackage : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        throw new InvalidOperationException("the package failed");
    }
}

[Unit] public sealed partial class LoopOfPackageUnit(LoopOfPackage service) : HostedServiceUnit(service);

[Worker, Mixin<LoopOfPackageUnit>] public sealed partial class LoopOfPackageServer;
