namespace Formatters;

/// <summary>Named columns and rows of text, each row as long as there are columns.</summary>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
