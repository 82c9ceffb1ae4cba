using System.Diagnostics;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What the generator costs at every key press in a file that has nothing to do with it, against what Roslyn's own lookup of
/// attributes costs when its result is thrown away: the least of a generator that is built on it.
/// </summary>
internal static class GeneratorRow
{
    private const int Units = 1000;
    private const int Edits = 300;
    // The JIT replaces code after many calls and a delay, on a thread of its own; before that, both would be measured half compiled.
    private const int WarmUp = 200;
    private const double MostToLookup = 2.5;

    public static IEnumerable<Row> Measure()
    {
        var compilation = UnitCompilation.Create(Units);
        var ours = Driver(new LifecycleGenerator(), tracked: false).RunGenerators(compilation);
        var watched = Driver(new LifecycleGenerator(), tracked: true).RunGenerators(compilation);
        var lookup = Driver(new AttributeLookup(), tracked: false).RunGenerators(compilation);
        var ourTimes = new List<double>();
        var lookupTimes = new List<double>();
        var unrelated = UnitCompilation.Unrelated(0);
        compilation = compilation.AddSyntaxTrees(unrelated);
        var unchanged = true;
        for (var edit = 1; edit <= Edits; edit++)
        {
            var edited = UnitCompilation.Unrelated(edit);
            compilation = compilation.ReplaceSyntaxTree(unrelated, edited);
            unrelated = edited;

            // Each driver gets a compilation that the other one has not bound yet, and they take turns at going first.
            if (edit % 2 == 0)
                lookupTimes.Add(Time(ref lookup, compilation.Clone()));
            ourTimes.Add(Time(ref ours, compilation.Clone()));
            if (edit % 2 != 0)
                lookupTimes.Add(Time(ref lookup, compilation.Clone()));

            if (edit % 10 == 0)
            {
                watched = watched.RunGenerators(compilation.Clone());
                unchanged &= NoOutputRanAgain(watched);
            }
        }

        var equal = Sources(ours).SequenceEqual(Sources(Driver(new LifecycleGenerator(), tracked: false).RunGenerators(compilation.Clone())));
        var our = Median.Of(ourTimes.Skip(WarmUp));
        var least = Median.Of(lookupTimes.Skip(WarmUp));
        yield return new Row(
            $"generator, {Units:N0} units, after an unrelated edit",
            Figure.Milliseconds(our),
            $"attribute lookup alone: {Figure.Milliseconds(least)}",
            Figure.None,
            Figure.None,
            "≤ 2.5× the lookup, no output re-run, equal to a fresh run",
            $"{Figure.Ratio(our / least)} (fastest of each: {Figure.Ratio(ourTimes.Min() / lookupTimes.Min())}), "
            + $"{(unchanged ? "none re-run" : "outputs re-run")}, {(equal ? "equal" : "not equal")}",
            our <= MostToLookup * least && unchanged && equal);
    }

    private static CSharpGeneratorDriver Driver(IIncrementalGenerator generator, bool tracked) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: UnitCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracked));

    private static double Time(ref GeneratorDriver driver, Compilation compilation)
    {
        // What the other one left behind is not to be collected in this one's time.
        GC.Collect(1);
        var began = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static bool NoOutputRanAgain(GeneratorDriver driver) => driver.GetRunResult().Results.Single().TrackedOutputSteps
        .SelectMany(static output => output.Value)
        .SelectMany(static step => step.Outputs)
        .All(static output => output.Reason == IncrementalStepRunReason.Cached);

    private static IEnumerable<string> Sources(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources
        .OrderBy(static source => source.HintName, StringComparer.Ordinal)
        .Select(static source => source.HintName + source.SourceText);

    private sealed class AttributeLookup : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            var units = context.SyntaxProvider.ForAttributeWithMetadataName(
                "Lifecycle.UnitAttribute",
                static (_, _) => true,
                static (unit, _) => unit.TargetSymbol.Name);
            context.RegisterSourceOutput(units, static (_, _) => { });
        }
    }
}
