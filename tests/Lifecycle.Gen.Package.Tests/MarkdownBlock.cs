using System.Globalization;
using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>A fenced block.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What is written behind the fence.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Mark">What the comment before it says; empty without one.</param>
public sealed partial record MarkdownBlock(int Line, string Language, string Text, string Mark)
{
    public bool IsCode => Language == "csharp";

    /// <summary>Whether it shows what is generated from the program before it.</summary>
    public bool IsGenerated => Mark == "generated from the program above";

    /// <summary>Whether it shows what the program before it prints.</summary>
    public bool IsPrinted => Mark.StartsWith("printed", StringComparison.Ordinal);

    /// <summary>Whether it is code that needs the package for workers in a host.</summary>
    public bool IsInHost => IsCode && Text.Contains("AddWorker<", StringComparison.Ordinal);

    /// <summary>Fails unless a program of this exit code and output is one that prints what the block shows.</summary>
    public void MustBePrintedBy(CommandResult run)
    {
        var mark = Printed().Match(Mark);
        Assert.True(mark.Success, $"The comment in line {Line} is none that is known: {Mark}.");
        Assert.Equal(mark.Groups["code"].Success ? int.Parse(mark.Groups["code"].Value, CultureInfo.InvariantCulture) : 0, run.ExitCode);
        var (shown, printed) = (Lines(Text), Lines(run.Output));
        if (mark.Groups["how"].Value == "first lines")
            printed = printed[..Math.Min(shown.Length, printed.Length)];
        if (mark.Groups["how"].Value == "figures differ")
            (shown, printed) = (WithoutFigures(shown), WithoutFigures(printed));
        Assert.Equal(shown, printed);
    }

    // Without empty ones: the end of a stream looks like one.
    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // What takes longer may be listed earlier or later another time.
    private static string[] WithoutFigures(string[] lines) =>
        [.. lines.Select(line => Spaces().Replace(Figures().Replace(line, "0"), " ")).Order(StringComparer.Ordinal)];

    [GeneratedRegex("^printed by the program above(, exit code (?<code>[0-9]+))?(; (?<how>first lines|figures differ))?$", RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Printed();

    /// <summary>A number, or a bar that shows one.</summary>
    [GeneratedRegex(@"[0-9]+(\.[0-9]+)?|[.#]{4,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Figures();

    [GeneratedRegex(" +", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Spaces();
}
