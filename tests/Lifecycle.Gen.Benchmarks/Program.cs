using System.Diagnostics;
using Lifecycle.Benchmarks.Programs;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Benchmarks.Rows;

// Rows by the name, or the first part of it, by which one may ask for them; without a name all of them run.
(string Name, Func<ProgramBuild, IEnumerable<ITableRow>> Measure)[] all =
[
    ("warm-10", WarmRows.Ten),
    ("warm-1000", WarmRows.Thousand),
    ("allocation", AllocationRow.Measure),
    ("first-jit", FirstRunRows.Jit),
    ("first-native", FirstRunRows.Native),
    ("chain", ChainRow.Measure),
    ("start", ProcessStartRows.Measure),
    ("size", ProcessStartRows.Weigh),
    ("generator", static _ => GeneratorRow.Measure()),
    ("references", static _ => ReferencesRow.Measure()),
    ("hosted", HostedRow.Measure),
    ("compile", static _ => CompileRows.Measure()),
    ("analyzers", static _ => AnalyzerRows.Measure()),
    ("docs", static _ => DocsRow.Measure()),
    ("comparison", static _ => [ComparisonRow.Measure()]),
    ("peers", PeerRows.Measure),
    ("watch", static _ => WatchRow.Measure()),
    ("soak", static _ => SoakRow.Measure()),
];
var wanted = all.Where(row => args.Length == 0 || args.Any(arg => row.Name == arg || row.Name.StartsWith(arg + "-", StringComparison.Ordinal))).ToList();
if (wanted.Count == 0)
{
    Console.Error.WriteLine($"No such row. There are: {string.Join(", ", all.Select(row => row.Name))}.");
    return 1;
}

using var build = new ProgramBuild();
var rows = new List<ITableRow>();
foreach ((var name, var measure) in wanted)
{
    var began = Stopwatch.GetTimestamp();
    Console.Error.WriteLine(name);
    foreach (var row in measure(build))
    {
        Console.Error.WriteLine(ResultTable.Line(row));
        rows.Add(row);
    }

    Console.Error.WriteLine($"  {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
}

Machine.Print();
ResultTable.Print(rows);
return 0;
