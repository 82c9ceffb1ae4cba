using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Tests.Architecture;

/// <summary>How code is laid out, where no analyzer of the build says it.</summary>
public class LayoutTests
{
    private const int MostColumns = 160;

    [Fact]
    public void No_line_of_code_has_more_than_160_characters() => Report.Nothing(
        from file in SourceFile.Code
        where !file.Name.EndsWith("/HostedServiceDetailsTests.cs", StringComparison.Ordinal) // The text that a refactoring makes of a line.
        from line in file.Lines.Index()
        where line.Item.Length > MostColumns
        select $"{file.Name}:{line.Index + 1}: {line.Item.Length} characters");

    /// <summary>The arrow of a wrapped member or lambda ends its line, so that a line that begins with one is never looked for a name.</summary>
    [Fact]
    public void No_line_begins_with_an_arrow() => Report.Nothing(
        from file in SourceFile.Code
        from token in file.Root.DescendantTokens()
        where token.IsKind(SyntaxKind.EqualsGreaterThanToken) && IsFirstOfItsLine(token)
        select $"{file.Name}:{file.LineAt(token.SpanStart)}");

    /// <summary>What leaves a block early stands out from what the block is for. Guards may follow each other without a gap.</summary>
    [Fact]
    public void After_a_guard_there_is_a_blank_line() => Report.Nothing(
        from file in SourceFile.Code
        from statement in file.Root.DescendantNodes().OfType<IfStatementSyntax>()
        where IsGuard(statement) && Next(statement) is { } next && !IsGuard(next) && !HasBlankLineBefore(next)
        select $"{file.Name}:{file.LineAt(statement.SpanStart)}");

    private static bool IsFirstOfItsLine(SyntaxToken token)
    {
        var before = token.GetPreviousToken();
        return before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia);
    }

    private static bool IsGuard(StatementSyntax statement) => statement is IfStatementSyntax
    {
        Else: null,
        Statement: ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
            or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement },
    };

    private static StatementSyntax? Next(StatementSyntax statement)
    {
        var siblings = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        var index = siblings.IndexOf(statement);
        return index >= 0 && index + 1 < siblings.Count ? siblings[index + 1] : null;
    }

    private static bool HasBlankLineBefore(StatementSyntax statement) =>
        statement.GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
}
