using System.Diagnostics;
using Lifecycle.Benchmarks.Compiling;
using Lifecycle.Benchmarks.Measuring;
using Lifecycle.Benchmarks.Results;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Benchmarks.Rows;

/// <summary>
/// What it costs at every key press to know what references offer, on top of the framework's assemblies. In the figure is the binding of the
/// references themselves, where nothing asked for them before the reader.
/// </summary>
internal static class ReferencesRow
{
    private const int Assemblies = 50;
    private const int WithUnits = 5;
    private const int UnitsEach = 100;
    private const int Edits = 60;
    private const int WarmUp = 20;
    private const double MostMilliseconds = 1;

    public static IEnumerable<Row> Measure()
    {
        var compilation = UnitCompilation.Create(10).AddReferences(Enumerable.Range(0, Assemblies).Select(Library));
        var driver = CSharpGeneratorDriver.Create(
            [new LifecycleGenerator().AsSourceGenerator()],
            parseOptions: UnitCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)).RunGenerators(compilation);
        var unrelated = UnitCompilation.Unrelated(0);
        compilation = compilation.AddSyntaxTrees(unrelated);
        var times = new List<double>();
        var unchanged = true;
        var units = 0;
        for (var edit = 1; edit <= Edits; edit++)
        {
            var edited = UnitCompilation.Unrelated(edit);
            compilation = compilation.ReplaceSyntaxTree(unrelated, edited);
            unrelated = edited;
            var unbound = compilation.Clone();
            var began = Stopwatch.GetTimestamp();
            var referenced = ManifestReader.Read(unbound, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            units = referenced.Units.Count;
            if (edit % 10 != 0)
                continue;

            driver = driver.RunGenerators(compilation.Clone());
            unchanged &= driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Referenced]
                .SelectMany(static step => step.Outputs).All(static output => output.Reason == IncrementalStepRunReason.Unchanged);
        }

        if (units != WithUnits * UnitsEach)
            throw new InvalidOperationException($"{units} units are offered.");

        var median = Median.Of(times.Skip(WarmUp));
        yield return new Row(
            $"manifests of {Assemblies} references, {WithUnits} with {UnitsEach} units, after an unrelated edit",
            Figure.Milliseconds(median),
            Figure.None,
            Figure.None,
            Figure.None,
            "≤ 1 ms, no step after it re-run",
            $"{Figure.Milliseconds(times.Max())} at worst, {(unchanged ? "none re-run" : "steps re-run")}",
            median <= MostMilliseconds && unchanged);
    }

    private static PortableExecutableReference Library(int number)
    {
        // The others may use the runtime too, as most libraries of an application with units do.
        var source = number < WithUnits
            ? string.Concat(Enumerable.Range(0, UnitsEach)
                .Select(i => $"[Unit] public sealed partial class U{i}({(i == 0 ? "" : $"U{i - 1} other")}) {{ [OnStartup] private void Up() {{ }} }}\n"))
            : string.Concat(Enumerable.Range(0, UnitsEach).Select(i => $"public sealed class C{i} {{ public IWorkerContext? Context {{ get; set; }} }}\n"));
        Compilation compilation = UnitCompilation.Library($"Library{number}", $"#nullable enable\nusing Lifecycle;\nnamespace Library{number};\n{source}");
        CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: UnitCompilation.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
    }
}
