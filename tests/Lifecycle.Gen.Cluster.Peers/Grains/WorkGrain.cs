using Lifecycle.Cluster.Program.Fleet;
using Orleans.Runtime;

namespace Lifecycle.Cluster.Peers.Grains;

/// <summary>Works while it is active; a reminder of the shortest period that is allowed activates it again.</summary>
internal sealed class WorkGrain(JournalWriter journal) : Grain, IWorkGrain, IRemindable
{
    private const string Reminder = "work";

    private Work? _work;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _work = new Work(journal);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _work?.Dispose();
        return Task.CompletedTask;
    }

    public async Task BeginAsync()
    {
        if (await this.GetReminder(Reminder) is null)
            await this.RegisterOrUpdateReminder(Reminder, RemindedGrain.ReminderPeriod, RemindedGrain.ReminderPeriod);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Write("reminded");
        return Task.CompletedTask;
    }
}
