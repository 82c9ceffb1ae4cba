using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>How much there is to read and how much longer the compiler takes: 1,000 units with the generator against the units alone.</summary>
internal static class CompileRows
{
    private const int Units = 1000;
    private const int Rounds = 9;
    private const double MostLines = 15;
    private const double MostExtraMilliseconds = 300;
    private const double MostWithAnalyzers = 1.3;

    public static IEnumerable<Row> Measure()
    {
        var units = UnitCompilation.Create(Units);
        (_, var lines) = Generate(units);
        var perUnit = lines / (double)Units;
        yield return new Row(
            $"emitted lines a unit ({Units:N0} units, files of units and worker, without empty lines)",
            Figure.Number(perUnit),
            Figure.None,
            Figure.None,
            Figure.None,
            "≤ 15",
            Figure.Number(perUnit),
            perUnit <= MostLines);

        (var alone, var with) = Compare(units, static compilation => Emit(compilation));
        yield return Print("compile time, 1,000 units", alone, with, "≤ 0.3 s more", with - alone <= MostExtraMilliseconds);

        var analyzers = TrimAnalyzers.Load();
        (alone, with) = Compare(units, compilation => Analyze(compilation, analyzers));
        yield return Print("the same with the trim and AOT analyzers", alone, with, "≤ 1.3× the units alone", with <= MostWithAnalyzers * alone);
    }

    private static (double Alone, double With) Compare(CSharpCompilation units, Action<Compilation> compile)
    {
        var alone = new List<double>();
        var with = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            // They take turns at going first, as a machine that others use is not the same for long.
            if (round % 2 == 0)
                alone.Add(Time(() => compile(Fresh(units))));
            with.Add(Time(() => compile(Generate(Fresh(units)).Output)));
            if (round % 2 != 0)
                alone.Add(Time(() => compile(Fresh(units))));
        }

        return (Median.Of(alone.Skip(2)), Median.Of(with.Skip(2)));
    }

    /// <summary>Nothing bound yet; the parsed trees are kept, which spares both sides the same.</summary>
    private static CSharpCompilation Fresh(CSharpCompilation units) => units.Clone();

    private static (Compilation Output, int Lines) Generate(CSharpCompilation units)
    {
        var driver = CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: UnitCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(units, out var output, out _);
        // The manifest is no code: a line of data a unit, for other assemblies.
        var lines = driver.GetRunResult().Results.Single().GeneratedSources
            .Where(static source => !source.HintName.StartsWith("Lifecycle.Manifest.", StringComparison.Ordinal))
            .Sum(static source => source.SourceText.Lines.Count(static line => line.ToString().Trim().Length > 0));
        return (output, lines);
    }

    private static void Emit(Compilation compilation)
    {
        var result = compilation.Emit(Stream.Null);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }

    private static void Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var watched = compilation.WithAnalyzers(analyzers,
            new CompilationWithAnalyzersOptions(TrimAnalyzers.Options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = watched.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (found.Any(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning))
            throw new InvalidOperationException(string.Join('\n', found));

        Emit(watched.Compilation);
    }

    private static double Time(Action action)
    {
        GC.Collect();
        var began = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static Row Print(string what, double alone, double with, string mustReach, bool hit) => new(
        what,
        Figure.Milliseconds(with),
        $"the units alone: {Figure.Milliseconds(alone)}",
        Figure.None,
        Figure.None,
        mustReach,
        string.Create(CultureInfo.InvariantCulture, $"{Figure.Number((with - alone) / 1000)} s more, {Figure.Ratio(with / alone)}"),
        hit);
}
