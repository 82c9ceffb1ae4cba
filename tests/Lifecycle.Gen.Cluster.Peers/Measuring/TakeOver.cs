using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers.Measuring;

/// <summary>How long a take-over took, in milliseconds.</summary>
/// <param name="FromEnd">From the last line of the work in the old process to the first line in the next one; negative if both worked at once.</param>
/// <param name="FromSignal">From the signal to that.</param>
internal sealed record TakeOver(double FromEnd, double FromSignal)
{
    public static TakeOver Of(long signal, Entry end, Entry next) => new(FleetOf.Milliseconds(next.At - end.At), FleetOf.Milliseconds(next.At - signal));
}
