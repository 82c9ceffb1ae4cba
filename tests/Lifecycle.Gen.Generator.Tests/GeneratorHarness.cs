using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Lifecycle.Core.Comparison;
using Lifecycle.Core.Composition;
using Lifecycle.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Generator.Tests;

/// <summary>
/// The only way to run the generator in tests. Whatever a test is about, every run also proves that the output compiles without a
/// warning in C# 12 and in the latest version, that an unrelated edit and an edit inside a method body re-run no output, and that no
/// model keeps a symbol, a syntax tree, a location or a compilation.
/// </summary>
internal static class GeneratorHarness
{
    private static readonly ImmutableArray<MetadataReference> s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !IsOfTests(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Not referenced: with a test framework the code would be that of a test project.</summary>
    private static bool IsOfTests(string file) =>
        file.StartsWith("Lifecycle.Gen.Generator", StringComparison.Ordinal) || file.StartsWith("xunit.", StringComparison.Ordinal)
        || file.StartsWith("Microsoft.Testing.", StringComparison.Ordinal) || file.StartsWith("Microsoft.VisualStudio.TestPlatform.", StringComparison.Ordinal);

    /// <summary>Runs the generator over one file of a library.</summary>
    public static GeneratorRun Run(string source) => Run(new GeneratorInput { Files = { ["Units.cs"] = source } });

    /// <summary>Runs the generator over one file of a program.</summary>
    public static GeneratorRun RunProgram(string source) => Run(new GeneratorInput { Files = { ["Program.cs"] = source }, IsProgram = true });

    /// <summary>Runs the generator.</summary>
    public static GeneratorRun Run(GeneratorInput input)
    {
        foreach (var version in input.Versions.SkipLast(1))
            RunOnce(input, version);
        return RunOnce(input, input.Versions[^1]);
    }

    /// <summary>A library as others reference it: compiled, with what the generator makes of it.</summary>
    public static CompiledLibrary CompileLibrary(string name, string source, params CompiledLibrary[] references) =>
        CompileLibrary(new GeneratorInput
        {
            Assembly = name,
            Files = { [name + ".cs"] = source },
            References = [.. references.Select(library => library.Reference)],
        });

    /// <summary>A library as others reference it: compiled, with what the generator makes of it.</summary>
    public static CompiledLibrary CompileLibrary(GeneratorInput input)
    {
        using var image = new MemoryStream();
        var emitted = Run(input).Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return new CompiledLibrary(input.Assembly, image.ToArray());
    }

    /// <summary>A compilation of the input, without generated files.</summary>
    public static CSharpCompilation Compile(GeneratorInput input, LanguageVersion version = LanguageVersion.Latest) => CSharpCompilation.Create(
        input.Assembly,
        input.Files.Select(file => Parse(file.Key, WithUsings(file.Value), version)),
        s_references.Concat(input.References),
        input.Options(new CSharpCompilationOptions(
            input.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999)));

    // An extern alias comes before everything else.
    private static string WithUsings(string text)
    {
        var start = text.StartsWith("extern alias", StringComparison.Ordinal) ? text.IndexOf(';', StringComparison.Ordinal) + 1 : 0;
        return $"{text[..start]}using Lifecycle; using System.Threading; using System.Threading.Tasks; using System.Collections.Generic;\n{text[start..]}";
    }

    /// <summary>A driver that records its steps.</summary>
    public static GeneratorDriver CreateDriver(GeneratorInput input, LanguageVersion version = LanguageVersion.Latest) => CSharpGeneratorDriver.Create(
        [new LifecycleGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions(version),
        optionsProvider: new BuildProperties(input.BuildProperties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A syntax tree as the harness parses them.</summary>
    public static SyntaxTree Parse(string path, string text, LanguageVersion version = LanguageVersion.Latest) =>
        CSharpSyntaxTree.ParseText(text, ParseOptions(version), path);

    private static CSharpParseOptions ParseOptions(LanguageVersion version) =>
        new CSharpParseOptions(version, DocumentationMode.Diagnose).WithFeatures([new("InterceptorsNamespaces", "")]);

    private static GeneratorRun RunOnce(GeneratorInput input, LanguageVersion version)
    {
        var compilation = Compile(input, version);
        var driver = CreateDriver(input, version).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.Id == "LCG9001");
        AssertCompiles(input, output);
        Assert.Empty(FinishedCompilation.Check(WithStranger(output, version), CompilationUnits.Read(output, TestContext.Current.CancellationToken), default));
        AssertNothingKept(result);
        AssertUnchanged(driver,
            compilation.AddSyntaxTrees(Parse("Unrelated.cs", "namespace Elsewhere { class Unrelated { public int Edit() => 1; } }", version)),
            "an unrelated file");
        if (EditBody(compilation) is { } edited)
            AssertUnchanged(driver, edited, "an edit inside a method body");
        return new GeneratorRun(compilation, output, driver, result);
    }

    /// <summary>With a file of another generator, or nothing would be compared; it adds nothing to any unit.</summary>
    private static Compilation WithStranger(Compilation output, LanguageVersion version) =>
        output.AddSyntaxTrees(Parse("Other/Other.Generator/Other.g.cs", "namespace Elsewhere { class Stranger; }", version));

    private static void AssertCompiles(GeneratorInput input, Compilation output)
    {
        var isGenerated = output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).ToHashSet();
        var faults = output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !input.AllowedDiagnostics.Contains(diagnostic.Id))
            // The tests' own sources have no XML docs; what is generated must have them.
            .Where(diagnostic => diagnostic.Id != "CS1591" || (diagnostic.Location.SourceTree is { } tree && isGenerated.Contains(tree)))
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults) + "\n\n" + string.Join("\n\n", isGenerated));
    }

    private static void AssertUnchanged(GeneratorDriver driver, Compilation edited, string edit)
    {
        var result = driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult().Results.Single();
        foreach (var (name, steps) in result.TrackedSteps.Where(step => s_ownSteps.Contains(step.Key)))
        {
            foreach (var (_, reason) in steps.SelectMany(step => step.Outputs))
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{edit}: {name} was {reason}");
        }

        foreach (var (_, reason) in result.TrackedOutputSteps.SelectMany(output => output.Value).SelectMany(step => step.Outputs))
            Assert.True(reason == IncrementalStepRunReason.Cached, $"{edit}: an output was {reason}");
    }

    /// <summary>The compilation with a statement put into the first body of a method; nothing where no method has one.</summary>
    private static CSharpCompilation? EditBody(CSharpCompilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var body = tree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>().Select(method => method.Body)
                .FirstOrDefault(body => body is not null);
            if (body is not null)
            {
                var text = tree.GetText().ToString().Insert(body.OpenBraceToken.Span.End, "\n;\n");
                return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options, tree.FilePath));
            }
        }

        return null;
    }

    private static readonly HashSet<string> s_ownSteps =
    [
        .. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!),
    ];

    private static void AssertNothingKept(GeneratorRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var (name, steps) in result.TrackedSteps.Where(step => s_ownSteps.Contains(step.Key)))
        {
            foreach (var (value, _) in steps.SelectMany(step => step.Outputs))
                Visit(value, name, seen);
        }
    }

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Compilation or Location or AttributeData or SemanticModel or Delegate,
            $"{path} keeps a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (var item in items)
                Visit(item, path + "[]", seen);
        }

        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Visit(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }

    private sealed class BuildProperties(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Options(IReadOnlyDictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                values.TryGetValue(key.StartsWith("build_property.", StringComparison.Ordinal) ? key["build_property.".Length..] : key, out value);
        }
    }
}

/// <summary>What the generator runs over.</summary>
internal sealed class GeneratorInput
{
    /// <summary>The files by path.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>The name of the assembly.</summary>
    public string Assembly { get; init; } = "App";

    /// <summary>Whether the project is an executable.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The versions of C# in which the files compile; the run with the last one counts.</summary>
    public IReadOnlyList<LanguageVersion> Versions { get; init; } = [LanguageVersion.CSharp12, LanguageVersion.Latest];

    /// <summary>Options of the compiler beside the usual ones.</summary>
    public Func<CSharpCompilationOptions, CSharpCompilationOptions> Options { get; init; } = static options => options;

    /// <summary>Further references.</summary>
    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    /// <summary>MSBuild properties that the generator may see.</summary>
    public Dictionary<string, string> BuildProperties { get; init; } = [];

    /// <summary>What the input itself gets wrong for the compiler.</summary>
    public IReadOnlySet<string> AllowedDiagnostics { get; init; } = new HashSet<string>();
}

/// <summary>A library in memory.</summary>
internal sealed record CompiledLibrary(string Name, byte[] Image)
{
    /// <summary>A reference to it; every time it is asked for the same one, as a build would have it.</summary>
    public MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Image, filePath: Name + ".dll");
}

/// <summary>What the generator made.</summary>
internal sealed record GeneratorRun(CSharpCompilation Input, Compilation Output, GeneratorDriver Driver, GeneratorRunResult Result)
{
    /// <summary>The text of the one generated file whose name begins so.</summary>
    public string File(string beginning) =>
        Result.GeneratedSources.Single(source => source.HintName.StartsWith(beginning, StringComparison.Ordinal)).SourceText.ToString();

    /// <summary>What every assembly with units has besides: tests of anything else leave it out.</summary>
    public static bool IsManifest(GeneratedSourceResult source) => source.HintName.StartsWith("Lifecycle.Manifest.", StringComparison.Ordinal);

    /// <summary>All generated text, by name, without the manifest.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Result.GeneratedSources.Where(source => !IsManifest(source)).ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the assembly tells others of its units; empty when it has none.</summary>
    public string Manifest => Result.GeneratedSources.Where(IsManifest).Select(source => source.SourceText.ToString()).SingleOrDefault("");

    /// <summary>What the generator reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;
}
