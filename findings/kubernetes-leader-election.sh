#!/usr/bin/env bash
# KubernetesClient 21.0.8: two leaders at once, although the lease works and nothing is partitioned.
#
# LeaderElector calls OnStartedLeading inside of its renewal loop. As long as the handler runs, the lease is not renewed; a handler
# that does its work there, instead of starting it and returning, loses the lease after LeaseDuration and does not learn of it, and
# the next candidate leads beside it.
#
# Output seen (.NET 10.0.12), with a lock in memory in the place of the cluster's, and a lease of 3 seconds:
#   first leads, leaders now: 1
#   second leads, leaders now: 2
#   two leaders at once
#   exit code 0
set -euo pipefail
source "$(dirname "$0")/lib.sh"

project leader KubernetesClient@21.0.8 << 'EOF'
using k8s.LeaderElection;
using k8s.Models;

var lease = new Lease();
var leaders = 0;
var two = new TaskCompletionSource();
foreach (var name in new[] { "first", "second" })
{
    var elector = new LeaderElector(new LeaderElectionConfig(new Lock(lease, name))
    {
        LeaseDuration = TimeSpan.FromSeconds(3),
        RenewDeadline = TimeSpan.FromSeconds(2),
        RetryPeriod = TimeSpan.FromSeconds(0.5),
    });
    elector.OnStartedLeading += () =>
    {
        Console.WriteLine($"{name} leads, leaders now: {Interlocked.Increment(ref leaders)}");
        if (leaders == 2)
            two.SetResult();
        two.Task.Wait(TimeSpan.FromSeconds(30));
    };
    elector.OnStoppedLeading += () => Interlocked.Decrement(ref leaders);
    _ = Task.Run(() => elector.RunUntilLeadershipLostAsync());
    if (name == "first")
        await lease.Taken.Task;
}

await Task.WhenAny(two.Task, Task.Delay(TimeSpan.FromSeconds(30)));
Console.WriteLine(two.Task.IsCompleted ? "two leaders at once" : "one leader");

internal sealed class Lease
{
    public LeaderElectionRecord? Record { get; set; }

    public TaskCompletionSource Taken { get; } = new();
}

internal sealed class Lock(Lease lease, string identity) : ILock
{
    public string Identity => identity;

    public Task<LeaderElectionRecord> GetAsync(CancellationToken cancellationToken = default)
    {
        lock (lease)
            return Task.FromResult(lease.Record!);
    }

    public Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default) => UpdateAsync(record, cancellationToken);

    public Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default)
    {
        lock (lease)
            lease.Record = record;
        lease.Taken.TrySetResult();
        return Task.FromResult(true);
    }

    public string Describe() => identity;
}
EOF
run leader > "$folder/seen"
expect "$folder/seen" <<'EOF'
first leads, leaders now: 1
second leads, leaders now: 2
two leaders at once
exit code 0
EOF
