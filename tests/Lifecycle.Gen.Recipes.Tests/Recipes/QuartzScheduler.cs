using Quartz;

namespace Lifecycle.Recipes.Quartz;

[Unit]
public sealed partial class Jobs(IJobDetail job, ITrigger trigger)
{
    private IScheduler? _scheduler;

    // A scheduler that was shut down cannot be started again.
    [OnStartup]
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        _scheduler = await QuartzSchedulerBuilder.Create(_ => { }).BuildScheduler(cancellationToken);
        await _scheduler.ScheduleJob(job, trigger, cancellationToken: cancellationToken);
        await _scheduler.Start(cancellationToken);
    }

    // No new jobs, while what they need is still up.
    [OnDrain]
    private ValueTask PauseAsync(CancellationToken cancellationToken) => _scheduler!.Standby(cancellationToken);

    // Waits for the jobs that run.
    [OnShutdown]
    private ValueTask EndAsync(CancellationToken cancellationToken) => _scheduler!.Shutdown(waitForJobsToComplete: true, cancellationToken);
}
