using System.Collections.Immutable;
using System.Globalization;
using Lifecycle.Analyzers.Tests.Harness;
using Lifecycle.Core.Extraction;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>
/// Random edits of declarations in files that depend on one another: after each of them generator and analyzers, which keep what an edit does not touch,
/// say what they would say of a program that they have never seen. <c>LIFECYCLE_EDITS</c> sets how many edits a walk has.
/// </summary>
public sealed class RandomEditsTests
{
    private const int Edits = 60;

    /// <summary>After so many edits all analyzers run, and not only that which keeps what it found.</summary>
    private const int Thoroughly = 10;

    private static readonly ImmutableArray<DiagnosticAnalyzer> s_keeping = [new GraphAnalyzer()];

    private static readonly CSharpParseOptions s_options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Console.dll" or "netstandard.dll")
            .Append(typeof(UnitAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<int> Seeds => Environment.GetEnvironmentVariable("LIFECYCLE_EDITS") is null ? [1, 2, 3, 4, 5] : [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_every_edit_all_is_as_if_the_program_were_new(int seed)
    {
        var random = new Random(seed);
        var world = new EditableWorld(random);
        var edits = int.TryParse(Environment.GetEnvironmentVariable("LIFECYCLE_EDITS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : Edits;
        var compilation = Parse(world);
        GeneratorDriver driver = Driver();
        var (kept, read, edited) = (0, 0, "");
        var readings = new FileReadings<string>((_, tree, _) =>
        {
            read++;
            return tree.FilePath;
        });
        for (var edit = 0; edit < edits; edit++)
        {
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            var fresh = Driver().RunGeneratorsAndUpdateCompilation(Parse(world), out var freshOutput, out _);

            var description = $"seed {seed}, edit {edit}, {edited}";
            Assert.Equal("", Difference(description, Texts(fresh), Texts(driver)));
            var analyzers = edit % Thoroughly == 0 ? ShippedParts.Instance.Analyzers.RemoveAll(static analyzer => analyzer is DiagnosticSuppressor) : s_keeping;
            Assert.Equal("", Difference(description, await ReportsAsync(freshOutput, analyzers), await ReportsAsync(output, analyzers)));

            var file = world.Edit(random);
            edited = EditableWorld.Paths[file];
            var next = After(world, file, compilation);
            readings.Read(compilation, TestContext.Current.CancellationToken);
            read = 0;
            readings.Read(next, TestContext.Current.CancellationToken);
            if (read < EditableWorld.Paths.Count / 2)
                kept++;
            compilation = next;
        }

        // Otherwise it would show nothing.
        Assert.NotEqual(0, kept);
    }

    /// <summary>The lines that only one of two texts has; empty for equal texts.</summary>
    private static string Difference(string description, string fresh, string kept)
    {
        if (fresh == kept)
            return "";

        var (wanted, found) = (fresh.Split('\n'), kept.Split('\n'));
        return $"{description}: only fresh {string.Join(" | ", wanted.Except(found))} only kept {string.Join(" | ", found.Except(wanted))}";
    }

    private static CSharpCompilation Parse(EditableWorld world) => CSharpCompilation.Create(
        "App",
        Present(world).Select(file => ParseFile(world, file)),
        s_references,
        new CSharpCompilationOptions(
            world.IsLibrary ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The compilation after an edit of one file: all other trees are those that were there before.</summary>
    private static CSharpCompilation After(EditableWorld world, int file, CSharpCompilation before)
    {
        var trees = before.SyntaxTrees.ToDictionary(static tree => tree.FilePath, StringComparer.Ordinal);
        return before.RemoveAllSyntaxTrees().AddSyntaxTrees(Present(world)
            .Select(other => other != file && trees.TryGetValue(EditableWorld.Paths[other], out var known) ? known : ParseFile(world, other)));
    }

    private static IEnumerable<int> Present(EditableWorld world) => Enumerable.Range(0, EditableWorld.Paths.Count).Where(world.IsThere);

    private static SyntaxTree ParseFile(EditableWorld world, int file) => CSharpSyntaxTree.ParseText(world.TextOf(file), s_options, EditableWorld.Paths[file]);

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: s_options);

    private static string Texts(GeneratorDriver driver) => string.Join('\n', driver.GetRunResult().Results.Single().GeneratedSources
        .OrderBy(static source => source.HintName, StringComparer.Ordinal)
        .Select(static source => $"// {source.HintName}\n{source.SourceText}"));

    private static async Task<string> ReportsAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var reported = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', reported
            .Select(static report => $"{report.Id} {report.Severity} {report.Location.GetLineSpan()} {report.GetMessage(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal));
    }
}
