using System.Globalization;
using System.Runtime.InteropServices;

namespace Lifecycle.Benchmarks.Results;

/// <summary>What a figure means nothing without.</summary>
internal static class Machine
{
    public static void Print()
    {
        var processor = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown processor";
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{processor}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; "
            + $"load at the end {load}.\n"));
    }
}
