namespace Lifecycle.Benchmarks.Results;

/// <summary>The tables that go into docs/benchmarks.md.</summary>
internal static class ResultTable
{
    /// <summary>Prints rows; a table begins wherever the headings change.</summary>
    public static void Print(IEnumerable<ITableRow> rows)
    {
        var heading = "";
        foreach (var row in rows)
        {
            if (Line(row.Headings) is var own && own != heading)
            {
                heading = own;
                Console.WriteLine($"\n{heading}\n|{string.Concat(Enumerable.Repeat("---|", row.Headings.Count))}");
            }

            Console.WriteLine(Line(row));
        }
    }

    public static string Line(ITableRow row) => Line(row.Cells);

    private static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";
}
