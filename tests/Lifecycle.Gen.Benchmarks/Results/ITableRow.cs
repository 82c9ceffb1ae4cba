namespace Lifecycle.Benchmarks.Results;

/// <summary>A line of a table.</summary>
internal interface ITableRow
{
    /// <summary>The headings of its table.</summary>
    IReadOnlyList<string> Headings { get; }

    IReadOnlyList<string> Cells { get; }
}
