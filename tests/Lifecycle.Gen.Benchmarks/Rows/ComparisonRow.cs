using System.Globalization;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Core.Comparison;
using Lifecycle.Core.Composition;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What it costs to compare the generated code with what would be generated from the finished compilation (LCG2013), in a project with another
/// generator: without one nothing is compared. Times of the processor, the least of all rounds.
/// </summary>
internal static class ComparisonRow
{
    private const int Units = 1000;
    private const int Rounds = 7;
    private const double MostOfCompile = 0.02;
    private const string Stranger = "Other/Other.Generator/Other.g.cs";

    public static Row Measure()
    {
        double compile = double.MaxValue, compared = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var units = UnitCompilation.Realistic(Units);
            compile = Math.Min(compile, AnalyzerRows.ProcessorTime(() => AnalyzedCompile.Emit(AnalyzedCompile.Generate(units))));
            var generated = AnalyzedCompile.Generate(UnitCompilation.Realistic(Units))
                .AddSyntaxTrees(UnitCompilation.Parse(Stranger, "namespace Elsewhere { class Stranger; }"));
            // The findings need the models anyway.
            var read = CompilationUnits.Read(generated, CancellationToken.None);
            compared = Math.Min(compared, AnalyzerRows.ProcessorTime(() =>
            {
                if (FinishedCompilation.Check(generated, read, CancellationToken.None).Count > 0)
                    throw new InvalidOperationException("A file of another generator that has nothing to do with units makes a difference.");
            }));
        }

        var share = compared / compile;
        return new Row(
            $"comparison with the finished compilation, {Units:N0} units, another generator",
            $"{Figure.Milliseconds(compared)} of the processor",
            $"the compile with the generator: {Figure.Milliseconds(compile)}",
            Figure.None,
            Figure.None,
            "≤ 2 % of the compile",
            string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %"),
            share <= MostOfCompile);
    }
}
