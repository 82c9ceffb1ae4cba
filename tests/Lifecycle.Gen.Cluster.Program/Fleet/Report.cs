namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Needs what needs the lease, so it comes up and goes down with it.</summary>
[Unit]
internal sealed partial class Report(Leader leader)
{
    public Leader Of => leader;
}
