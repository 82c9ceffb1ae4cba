using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What the comments on inputs cost a compile, where comments are only parsed and where they are written to a file: the same project with and without them.
/// Times of the processor; the ratio is the median of those of single rounds, which take turns at going first.
/// </summary>
internal static partial class DocsRow
{
    private const int Units = 300;
    private const int Inputs = 50;
    private const int Rounds = 15;
    private const double MostParsed = 1.02;
    private const double MostWritten = 1.1;

    public static IEnumerable<Row> Measure()
    {
        foreach (var isWritten in new[] { false, true })
        {
            var with = Compilation(isWritten ? DocumentationMode.Diagnose : DocumentationMode.Parse);
            var without = with.ReplaceSyntaxTrees(Comments());
            List<double> more = [], less = [], ratios = [];
            for (var round = 0; round < Rounds; round++)
            {
                if (round % 2 == 0)
                    less.Add(AnalyzerRows.ProcessorTime(() => Emit(without.Fresh(), isWritten)));
                more.Add(AnalyzerRows.ProcessorTime(() => Emit(with.Fresh(), isWritten)));
                if (round % 2 != 0)
                    less.Add(AnalyzerRows.ProcessorTime(() => Emit(without.Fresh(), isWritten)));
                ratios.Add(more[^1] / less[^1]);
            }

            // The first rounds are those in which the compiler itself is compiled.
            var ratio = Median.Of(ratios.Skip(2));
            var most = isWritten ? MostWritten : MostParsed;
            yield return new Row(
                $"comments on {Inputs} inputs of {Units:N0} units, {(isWritten ? "written to a file" : "parsed only")}",
                $"{Figure.Milliseconds(Median.Of(more.Skip(2)))} of the processor",
                $"without them: {Figure.Milliseconds(Median.Of(less.Skip(2)))}",
                Figure.None,
                Figure.None,
                string.Create(CultureInfo.InvariantCulture, $"≤ {most}× the compile without"),
                string.Create(CultureInfo.InvariantCulture, $"{ratio:0.000}×"),
                ratio <= most);
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
