using System.Diagnostics.Metrics;

namespace Lifecycle.Protocol;

/// <summary>The metrics of leases, in the meter of the library. The names of instruments and tags are part of the public contract.</summary>
internal static class LeaseMetrics
{
    private const string LeaseTag = "lifecycle.lease";

    private static readonly Meter s_meter = new("Lifecycle.Gen");
    private static readonly List<Lease> s_leases = [];

    private static readonly Counter<long> s_taken = s_meter.CreateCounter<long>(
        "lifecycle.lease.taken", "{lease}", "How often this process has taken the lease.");

    private static readonly Counter<long> s_lost = s_meter.CreateCounter<long>(
        "lifecycle.lease.lost", "{lease}", "How often this process has lost the lease without having released it.");

    private static readonly Counter<long> s_stillUp = s_meter.CreateCounter<long>(
        "lifecycle.lease.overruns", "{lease}", "How often units were still up when another process could take the lease.");

    private static readonly Histogram<double> s_renewal = s_meter.CreateHistogram(
        "lifecycle.lease.renewal.duration", "s", "How long a renewal took.", tags: null, new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
        });

    static LeaseMetrics()
    {
        s_meter.CreateObservableGauge("lifecycle.lease.held", MeasureHeld, "{lease}", "Whether this process has the lease: 1 or 0.");
        s_meter.CreateObservableGauge("lifecycle.lease.held.duration", MeasureDurations, "s", "For how long this process has had the lease.");
    }

    public static void Add(Lease lease)
    {
        lock (s_leases)
            s_leases.Add(lease);
    }

    public static void Remove(Lease lease)
    {
        lock (s_leases)
            s_leases.Remove(lease);
    }

    public static void Taken(string lease) => s_taken.Add(1, Tag(lease));

    public static void Lost(string lease) => s_lost.Add(1, Tag(lease));

    public static void StillUp(string lease) => s_stillUp.Add(1, Tag(lease));

    public static void Renewed(string lease, TimeSpan took) => s_renewal.Record(took.TotalSeconds, Tag(lease));

    private static KeyValuePair<string, object?> Tag(string lease) => new(LeaseTag, lease);

    private static List<Measurement<int>> MeasureHeld()
    {
        var held = new List<Measurement<int>>();
        lock (s_leases)
        {
            foreach (var lease in s_leases)
                held.Add(new Measurement<int>(lease.IsHeld ? 1 : 0, Tag(lease.Name)));
        }

        return held;
    }

    private static List<Measurement<double>> MeasureDurations()
    {
        var durations = new List<Measurement<double>>();
        lock (s_leases)
        {
            foreach (var lease in s_leases)
            {
                if (lease.HeldFor is { } held)
                    durations.Add(new Measurement<double>(held.TotalSeconds, Tag(lease.Name)));
            }
        }

        return durations;
    }
}
