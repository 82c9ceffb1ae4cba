using System.Diagnostics;
using System.Globalization;
using Lifecycle.Analyzers;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What our analyzers cost, on 1,000 units with bodies: in a build, and while code is typed. Times of the processor, because analyzers use all of
/// them, beside the bytes that are allocated, which do not depend on what else the machine does; and the least of all rounds, because whatever else it
/// does can only add to them.
/// </summary>
internal static class AnalyzerRows
{
    private const int Units = 1000;
    private const int Rounds = 5;
    private const int Edits = 30;
    private const double MostOfCompile = 0.05;
    private const double MostWithoutUnit = 0.01;
    private const double MostSnapshotMilliseconds = 25;

    public static IEnumerable<Row> Measure()
    {
        var units = UnitCompilation.Realistic(Units);
        var lines = units.SyntaxTrees.Sum(static tree => tree.GetText().Lines.Count);
        yield return Build($"our analyzers in a build ({Units:N0} units, {lines:N0} lines)", static () => UnitCompilation.Realistic(Units));

        yield return WithoutUnit();

        var generated = AnalyzedCompile.Generate(units);
        yield return Edit("the body of a hook", generated, static (text, edit) => text.Replace("_last + 1;", $"_last + {edit};", StringComparison.Ordinal));
        yield return Edit("a declaration", generated,
            static (text, edit) => text.Replace("private volatile int _last;", $"private volatile int _last;\n    private int _edit{edit};",
                StringComparison.Ordinal));
    }

    /// <param name="what">What is built.</param>
    /// <param name="parse">Parses it anew, because generator and analyzers remember files.</param>
    private static Row Build(string what, Func<CSharpCompilation> parse)
    {
        var none = new AnalyzerOptions([]);
        Cost compile = Cost.Most, watched = Cost.Most, ours = Cost.Most;
        for (var round = 0; round < Rounds; round++)
        {
            var units = parse();
            compile = compile.OrLess(Cost.Of(() => AnalyzedCompile.Emit(AnalyzedCompile.Generate(units))));
            var idle = AnalyzedCompile.Generate(parse());
            watched = watched.OrLess(Cost.Of(() => AnalyzedCompile.Analyze(idle, AnalyzedCompile.None, none)));
            var generated = AnalyzedCompile.Generate(parse());
            ours = ours.OrLess(Cost.Of(() => AnalyzedCompile.Analyze(generated, AnalyzedCompile.Ours, none)));
        }

        var share = (ours.Milliseconds - watched.Milliseconds) / compile.Milliseconds;
        var shareOfBytes = (ours.Megabytes - watched.Megabytes) / compile.Megabytes;
        return new Row(
            what,
            $"{Figure.Milliseconds(ours.Milliseconds - watched.Milliseconds)} of the processor, {Figure.Number(ours.Megabytes - watched.Megabytes)} MB",
            $"the compile with the generator: {Figure.Milliseconds(compile.Milliseconds)}, {Figure.Number(compile.Megabytes)} MB",
            Figure.None,
            Figure.None,
            "≤ 5 % of the compile",
            string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} % of its time, {shareOfBytes * 100:0.0} % of its bytes"),
            share <= MostOfCompile && shareOfBytes <= MostOfCompile);
    }

    // Against a compile with an analyzer that does nothing, as the platform's run in every build.
    private static Row WithoutUnit()
    {
        var none = new AnalyzerOptions([]);
        double without = double.MaxValue, with = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            without = Math.Min(without, ProcessorTime(() => AnalyzedCompile.Analyze(UnitCompilation.WithoutUnit(Units), AnalyzedCompile.Silent, none)));
            with = Math.Min(with, ProcessorTime(() =>
                AnalyzedCompile.Analyze(AnalyzedCompile.Generate(UnitCompilation.WithoutUnit(Units)), AnalyzedCompile.Ours, none)));
        }

        var share = with / without - 1;
        return new Row(
            $"our analyzers and generator in a project of {Units:N0} classes without a unit",
            $"{Figure.Milliseconds(with - without)} of the processor",
            $"the compile: {Figure.Milliseconds(without)}",
            Figure.None,
            Figure.None,
            "≤ 1 % of the compile",
            string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %"),
            share <= MostWithoutUnit);
    }

    private static Row Edit(string what, Compilation compilation, Func<string, int, string> edit)
    {
        var file = compilation.SyntaxTrees.First();
        var text = file.GetText().ToString();
        double snapshot = double.MaxValue, all = double.MaxValue;
        for (var i = 2; i < Edits; i++)
        {
            var edited = UnitCompilation.Parse(file.FilePath, edit(text, i));
            compilation = compilation.ReplaceSyntaxTree(file, edited);
            file = edited;
            GC.Collect(1);
            var began = Stopwatch.GetTimestamp();
            snapshot = Math.Min(snapshot, AnalyzedCompile.AnalyzeFile(compilation.Clone(), edited, new GraphAnalyzer()).TotalMilliseconds);
            all = Math.Min(all, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new Row(
            $"the analyzers' snapshot, {Units:N0} units, after an edit of {what}",
            Figure.Milliseconds(snapshot),
            $"with the compiler's own work for it: {Figure.Milliseconds(all)}",
            Figure.None,
            Figure.None,
            "≤ 25 ms",
            Figure.Milliseconds(snapshot),
            snapshot <= MostSnapshotMilliseconds);
    }

    /// <summary>The time that an action takes of all processors, in milliseconds.</summary>
    internal static double ProcessorTime(Action action) => Cost.Of(action).Milliseconds;
}
