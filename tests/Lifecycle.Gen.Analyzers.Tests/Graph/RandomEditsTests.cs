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
        var driver = Driver();
        var kept = 0;
        for (var edit = 0; edit < edits; edit++)
        {
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
            var fresh = Driver().RunGeneratorsAndUpdateCompilation(Parse(world), out var freshOutput, out _);

            var description = $"seed {seed}, edit {edit}";
            Assert.Equal((description, Texts(fresh)), (description, Texts(driver)));
            Assert.Equal((description, await ReportsAsync(freshOutput)), (description, await ReportsAsync(output)));

            var file = world.Edit(random);
            var next = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], ParseFile(world, file));
            if (new CompilationDeclarations(next).Since(new CompilationDeclarations(compilation), TestContext.Current.CancellationToken)
                == DeclarationChange.Unrelated)
            {
                kept++;
            }

            compilation = next;
        }

        // Otherwise it would show nothing.
        Assert.NotEqual(0, kept);
    }

    private static CSharpCompilation Parse(EditableWorld world) => CSharpCompilation.Create(
        "App",
        Enumerable.Range(0, EditableWorld.Paths.Count).Select(file => ParseFile(world, file)),
        s_references,
        new CSharpCompilationOptions(
            world.IsLibrary ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication,
            nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree ParseFile(EditableWorld world, int file) => CSharpSyntaxTree.ParseText(world.TextOf(file), s_options, EditableWorld.Paths[file]);

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new LifecycleGenerator().AsSourceGenerator()], parseOptions: s_options);

    private static string Texts(GeneratorDriver driver) => string.Join('\n', driver.GetRunResult().Results.Single().GeneratedSources
        .OrderBy(static source => source.HintName, StringComparer.Ordinal)
        .Select(static source => $"// {source.HintName}\n{source.SourceText}"));

    private static async Task<string> ReportsAsync(Compilation compilation)
    {
        var analyzers = ShippedParts.Instance.Analyzers.RemoveAll(static analyzer => analyzer is DiagnosticSuppressor);
        var reported = await compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return string.Join('\n', reported
            .Select(static report => $"{report.Id} {report.Severity} {report.Location.GetLineSpan()} {report.GetMessage(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal));
    }
}
