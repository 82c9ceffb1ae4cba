using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What the comments on inputs cost a compile, where comments are only parsed and where they are written to a file: the same project with and without them.
/// Times of the processor, the least of all rounds, which take turns.
/// </summary>
internal static partial class DocsRow
{
    private const int Units = 1000;
    private const int Inputs = 50;
    private const int Rounds = 9;
    private const double MostRatio = 1.02;

    public static IEnumerable<Row> Measure()
    {
        foreach (var isWritten in new[] { false, true })
        {
            var with = Compilation(isWritten ? DocumentationMode.Diagnose : DocumentationMode.Parse);
            var without = with.ReplaceSyntaxTrees(Comments());
            double most = double.MaxValue, least = double.MaxValue;
            for (var round = 0; round < Rounds; round++)
            {
                if (round % 2 == 0)
                    least = Math.Min(least, AnalyzerRows.ProcessorTime(() => Emit(without.Fresh(), isWritten)));
                most = Math.Min(most, AnalyzerRows.ProcessorTime(() => Emit(with.Fresh(), isWritten)));
                if (round % 2 != 0)
                    least = Math.Min(least, AnalyzerRows.ProcessorTime(() => Emit(without.Fresh(), isWritten)));
            }

            var ratio = most / least;
            yield return new Row(
                $"comments on {Inputs} inputs of {Units:N0} units, {(isWritten ? "written to a file" : "parsed only")}",
                $"{Figure.Milliseconds(most)} of the processor",
                $"without them: {Figure.Milliseconds(least)}",
                Figure.None,
                Figure.None,
                "≤ 1.02× the compile without",
                string.Create(CultureInfo.InvariantCulture, $"{ratio:0.000}×"),
                ratio <= MostRatio);
        }
    }

    private static CSharpCompilation Compilation(DocumentationMode mode)
    {
        var options = UnitCompilation.ParseOptions.WithDocumentationMode(mode);
        var units = new StringBuilder("namespace Measured;\n");
        for (var i = 0; i < Inputs; i++)
        {
            units.Append(CultureInfo.InvariantCulture, $"/// <param name=\"setting{i}\">Setting {i}.</param>\n");
            units.Append(CultureInfo.InvariantCulture, $"[Lifecycle.Unit] public sealed partial class Taker{i}(string setting{i}) ");
            units.Append(CultureInfo.InvariantCulture, $"{{ public string Setting => setting{i}; }}\n");
        }

        var project = UnitCompilation.Create(Units).AddSyntaxTrees(UnitCompilation.Parse("Takers.cs", units.ToString()));
        CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: UnitCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project, out var output, out _);
        var trees = output.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.ToString(), options, tree.FilePath, Encoding.UTF8));
        return ((CSharpCompilation)output).RemoveAllSyntaxTrees().AddSyntaxTrees(trees);
    }

    private static CSharpCompilation ReplaceSyntaxTrees(this CSharpCompilation compilation, Regex comments) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
            ? CSharpSyntaxTree.ParseText(comments.Replace(tree.ToString(), ""), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8)
            : tree));

    /// <summary>Nothing bound yet, and parsed again, as that is where comments cost something first.</summary>
    private static CSharpCompilation Fresh(this CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Select(tree =>
            CSharpSyntaxTree.ParseText(tree.ToString(), (CSharpParseOptions)tree.Options, tree.FilePath, Encoding.UTF8)));

    private static void Emit(CSharpCompilation compilation, bool isWritten)
    {
        var result = compilation.Emit(Stream.Null, xmlDocumentationStream: isWritten ? Stream.Null : null);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    [GeneratedRegex(@"^\s*/// <param .*\n", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comments();
}
