using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Tests.Robustness;

/// <summary>
/// What is broken: the files of the samples, and every source that a test of rules, fixes, refactorings or the generator has in a string. So what is
/// written for a new rule or feature is mutated from then on.
/// </summary>
internal static class SourcesToBreak
{
    public static IReadOnlyList<(string Name, string Text)> All { get; } = [.. Samples().Concat(Tests())];

    private static IEnumerable<(string Name, string Text)> Samples() =>
        Files("samples").Select(path => (NameOf(path), File.ReadAllText(path).ReplaceLineEndings("\n")));

    private static IEnumerable<(string Name, string Text)> Tests() =>
        from path in Files("tests/Lifecycle.Gen.Analyzers.Tests").Concat(Files("tests/Lifecycle.Gen.Generator.Tests"))
        from literal in CSharpSyntaxTree.ParseText(File.ReadAllText(path).ReplaceLineEndings("\n")).GetRoot().DescendantNodes()
        .OfType<LiteralExpressionSyntax>()
        where literal.IsKind(SyntaxKind.StringLiteralExpression)
        let text = AsSource(MarkedSource.Strip(literal.Token.ValueText))
        where text is not null
        select ($"{NameOf(path)}:{literal.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", text);

    // Many tests give the members alone, and have one class for all of them.
    private static string? AsSource(string text)
    {
        if (IsIn("[Unit") || IsIn("[Worker") || (IsIn("class ") && IsIn("{")))
            return text;

        string[] hooks = ["[On", "[Pre", "[Post", "[Background", "[Run", "[Lifespan"];
        return hooks.Any(IsIn) && text.IndexOfAny(['(', ';']) > 0 ? $"[Unit] public sealed partial class Db(Func<Task> start) {{ {text} }}" : null;

        bool IsIn(string part) => text.Contains(part, StringComparison.Ordinal);
    }

    private static string Root =>
        typeof(SourcesToBreak).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !NameOf(path).Contains("/obj/", StringComparison.Ordinal) && !NameOf(path).Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string NameOf(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
