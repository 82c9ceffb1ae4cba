using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>From the start of the process until ten units are up; and what the native program weighs on disk and in memory then.</summary>
internal static class ProcessStartRows
{
    private const double MostToHandWritten = 1.25;
    private const double MostOverHelloKiB = 420;
    private const double MostPerUnit = 700;
    private const double MostResidentOverHelloKiB = 1024;

    public static IEnumerable<Row> Measure(ProgramBuild build)
    {
        foreach (var native in new[] { false, true })
        {
            var time = Contenders.Compare(ProcessRuns.StartAndMemory(Serving(build, native), native ? 41 : 21));
            yield return new Row(
                $"process start to all started, 10 units, {(native ? "NativeAOT net10.0" : "JIT")}",
                Figure.Milliseconds(time.Ours),
                Figure.Milliseconds(time.HandWritten),
                Figure.Milliseconds(time.Host),
                Figure.Milliseconds(time.HostConcurrent),
                "≤ 1.25× hand-written",
                Figure.Ratio(time.ToHandWritten),
                time.ToHandWritten <= MostToHandWritten);
        }
    }

    public static IEnumerable<Row> Weigh(ProgramBuild build)
    {
        double[] sizes = [.. Serving(build, native: true).Append(Hello(build)).Select(contender => SizeKiB(contender.Executable))];
        var hello = sizes[^1];
        var over = sizes[0] - hello;
        yield return new Row(
            $"native size, 10 units (hello world: {Figure.KiB(hello)})",
            Figure.KiB(sizes[0]),
            Figure.KiB(sizes[1]),
            Figure.KiB(sizes[2]),
            Figure.None,
            "≤ hello + 420 KiB",
            $"hello + {Figure.KiB(over)}",
            over <= MostOverHelloKiB);

        double[] perUnit = [.. new[] { Peer.Ours, Peer.HandWritten, Peer.Host }.Select(peer => BytesPerUnit(build, peer))];
        yield return new Row(
            "native size of a further unit",
            Figure.Bytes(perUnit[0]),
            Figure.Bytes(perUnit[1]),
            Figure.Bytes(perUnit[2]),
            Figure.None,
            "≤ 700 B",
            Figure.Bytes(perUnit[0]),
            perUnit[0] <= MostPerUnit);

        var runs = ProcessRuns.StartAndMemory([.. Serving(build, native: true), Hello(build)], rounds: 11);
        var resident = Contenders.Compare(runs, figure: 1);
        var residentOver = resident.Ours - runs[^1][1];
        yield return new Row(
            $"native resident memory, 10 units up (hello world: {Figure.KiB(runs[^1][1])})",
            Figure.KiB(resident.Ours),
            Figure.KiB(resident.HandWritten),
            Figure.KiB(resident.Host),
            Figure.KiB(resident.HostConcurrent),
            "≤ hello + 1 MiB",
            $"hello + {Figure.KiB(residentOver)}",
            residentOver <= MostResidentOverHelloKiB);
    }

    private static List<Contender> Serving(ProgramBuild build, bool native) =>
        Contenders.All(build, 10, HookKind.Synchronous, Programs.Measure.FirstRun, "serve", native);

    private static Contender Hello(ProgramBuild build) =>
        new("hello", build.Executable(new ProgramSpec(Peer.Hello, 0, HookKind.Synchronous, Programs.Measure.FirstRun, Native: true)), "serve");

    private static double BytesPerUnit(ProgramBuild build, Peer peer)
    {
        double Size(int units) => SizeKiB(build.Executable(new ProgramSpec(peer, units, HookKind.Synchronous, Programs.Measure.FirstRun, Native: true)));

        return (Size(1000) - Size(10)) * 1024 / 990;
    }

    private static double SizeKiB(string path) => new FileInfo(path).Length / 1024.0;
}
