namespace Lifecycle.Benchmarks.Results;

/// <summary>The table that goes into the README.</summary>
internal static class ResultTable
{
    public static void Print(IEnumerable<Row> rows)
    {
        Console.WriteLine("| what | ours | hand-written | host | host, concurrent | ours must reach | reached | |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
            Console.WriteLine(Line(row));
    }

    public static string Line(Row row) =>
        $"| {row.What} | {row.Ours} | {row.HandWritten} | {row.Host} | {row.HostConcurrent} "
        + $"| {row.MustReach} | {row.Reached} | {(row.Hit ? "hit" : "**miss**")} |";
}
