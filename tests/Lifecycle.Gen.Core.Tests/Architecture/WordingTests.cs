using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>Comments and documents are plain technical English: their subjects are units, hooks, callers, threads, and not persons.</summary>
public partial class WordingTests
{
    [Fact]
    public void Comments_speak_of_things() => Report.Nothing(
        from file in SourceFile.Code
        from comment in file.Comments
        from Match word in Persons().Matches(comment.ToFullString())
        select $"{file.Name}:{file.LineAt(comment.FullSpan.Start + word.Index)}: {word}");

    [Fact]
    public void Documents_speak_of_things() => Report.Nothing(
        from file in SourceFile.Prose
        from line in ProseLines(file)
        from Match word in Persons().Matches(InlineCode().Replace(line.Text, ""))
        select $"{file.Name}:{line.Number}: {word}");

    [Theory]
    [InlineData("whoever waits")]
    [InlineData("a listener is told")]
    [InlineData("The caller has an eye on it")]
    [InlineData("Nobody")]
    public void A_person_is_found(string text) => Assert.Matches(Persons(), text);

    [Theory]
    [InlineData("what waits")]
    [InlineData("the handler, the header, this, then")]
    [InlineData("a listener gets the event")]
    public void A_thing_is_not_found(string text) => Assert.DoesNotMatch(Persons(), text);

    /// <summary>Lines outside of fenced code. Code within a line is left out where they are read.</summary>
    private static IEnumerable<(int Number, string Text)> ProseLines(SourceFile file)
    {
        var isCode = false;
        foreach (var (index, line) in file.Lines.Index())
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            else if (!isCode)
                yield return (index + 1, line);
        }
    }

    [GeneratedRegex(
        @"\b(whoever|whomever|nobody|somebody|everybody|anybody|someone|everyone|anyone|he|him|his|she|her"
        + @"|(is|are|was|were|be|been|being) told|(has|have|having|keeps?) an eye on)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Persons();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();
}
