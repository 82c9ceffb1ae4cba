using System.Text.RegularExpressions;

namespace Lifecycle.Package.Tests;

/// <summary>README as its tests see it.</summary>
public static partial class Readme
{
    private const string GeneratedMark = "<!-- generated from the program above -->";

    public static string Text { get; } = File.ReadAllText(Path.Combine(PackedPackage.RepositoryRoot, "README.md")).ReplaceLineEndings("\n");

    /// <summary>The fenced blocks, in order.</summary>
    public static IReadOnlyList<ReadmeBlock> Blocks { get; } = [.. Read()];

    /// <summary>What is in the line after <c>$ </c>, and what README says that it prints, for every command whose output it shows.</summary>
    public static IReadOnlyList<ReadmeCommand> Commands { get; } =
    [
        .. Blocks.Where(block => block.Language.Length == 0 && block.Text.StartsWith("$ ", StringComparison.Ordinal))
            .Select(block => block.Text.Split('\n'))
            .Select(lines => new ReadmeCommand(lines[0][2..], lines[1..])),
    ];

    private static IEnumerable<ReadmeBlock> Read() => Block().Matches(Text).Select(match => new ReadmeBlock(
        Text.AsSpan(0, match.Index).Count('\n') + 1,
        match.Groups["language"].Value,
        match.Groups["text"].Value,
        match.Groups["mark"].Value == GeneratedMark));

    [GeneratedRegex("(?<mark><!-- [^\n]* -->)?\n*```(?<language>[a-z]*)\n(?<text>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}

/// <summary>A fenced block.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Language">What is written behind the fence.</param>
/// <param name="Text">What is in it.</param>
/// <param name="IsGenerated">Whether it shows what is generated from the program before it.</param>
public sealed record ReadmeBlock(int Line, string Language, string Text, bool IsGenerated)
{
    public bool IsCode => Language == "csharp";
}

/// <summary>A command that is typed, and what it prints.</summary>
public sealed record ReadmeCommand(string Typed, IReadOnlyList<string> Output);
