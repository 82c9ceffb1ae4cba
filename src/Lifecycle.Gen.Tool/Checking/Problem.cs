namespace Lifecycle.Tool.Checking;

/// <summary>One report of the compiler or of an analyzer.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="Message">What it says.</param>
/// <param name="File">The file, from the current folder if it is below it; empty for a report without a place.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="EndLine">The line where the place ends.</param>
/// <param name="EndColumn">The column behind it.</param>
internal sealed record Problem(string Rule, string Level, string Message, string File, int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>Whether it is of a rule of this library.</summary>
    public bool IsOurs => Rule.StartsWith("LCG", StringComparison.Ordinal);

    /// <summary>0 for a note, 1 for a warning, 2 for an error.</summary>
    public int Severity => SeverityOf(Level);

    /// <summary>As a number.</summary>
    public static int SeverityOf(string level) => level switch
    {
        "error" => 2,
        "warning" => 1,
        _ => 0,
    };
}
