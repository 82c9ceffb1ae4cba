using System.Runtime.InteropServices;

namespace Lifecycle.Benchmarks.Measuring;

/// <summary>What an action takes of all processors, and what it allocates.</summary>
/// <param name="Milliseconds">Time of the processors, in milliseconds.</param>
/// <param name="Megabytes">What is allocated, in megabytes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cost(double Milliseconds, double Megabytes)
{
    /// <summary>More than any.</summary>
    public static Cost Most { get; } = new(double.MaxValue, double.MaxValue);

    /// <summary>Of one run.</summary>
    public static Cost Of(Action action)
    {
        GC.Collect();
        var (began, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        action();
        return new((Environment.CpuUsage.TotalTime - began).TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6);
    }

    /// <summary>The less of each.</summary>
    public Cost OrLess(Cost other) => new(Math.Min(Milliseconds, other.Milliseconds), Math.Min(Megabytes, other.Megabytes));
}
