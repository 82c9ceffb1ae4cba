namespace Lifecycle.Package.Tests;

/// <summary>README, whose commands and programs other tests run.</summary>
public static class Readme
{
    private static readonly MarkdownPage s_page = MarkdownPage.WithCode.Single(page => page.Path == "README.md");

    public static string Text => s_page.Text;

    /// <summary>The fenced blocks, in order.</summary>
    public static IReadOnlyList<MarkdownBlock> Blocks => s_page.Blocks;

    /// <summary>What is in the line after <c>$ </c>, and what README says that it prints, for every command whose output it shows.</summary>
    public static IReadOnlyList<ReadmeCommand> Commands { get; } =
    [
        .. Blocks.Where(block => block.Language.Length == 0 && block.Text.StartsWith("$ ", StringComparison.Ordinal))
            .Select(block => block.Text.Split('\n'))
            .Select(lines => new ReadmeCommand(lines[0][2..], lines[1..])),
    ];
}

/// <summary>A command that is typed, and what it prints.</summary>
public sealed record ReadmeCommand(string Typed, IReadOnlyList<string> Output);
