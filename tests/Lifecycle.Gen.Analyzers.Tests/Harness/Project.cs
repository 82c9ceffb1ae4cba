using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Harness;

/// <summary>
/// A user's project in memory: the runtime referenced, the generator and all our analyzers installed. One call asserts that the compiler
/// finds no error and that exactly the marked places are reported, by whichever of our rules.
/// </summary>
internal sealed class Project
{
    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MefHostServices s_host = MefHostServices.DefaultHost;
    private static readonly ImmutableArray<MetadataReference> s_framework =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsUsers)
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly MetadataReference s_runtime = MetadataReference.CreateFromFile(typeof(UnitAttribute).Assembly.Location);

    private readonly List<MarkedSource> _sources = [];
    private readonly List<(string Name, int FirstSource, bool HasRuntime)> _laterProjects = [];
    private readonly List<string> _expectedErrors = [];
    private string? _editorConfig;
    private string? _globalConfig;
    private readonly List<MetadataReference> _libraries = [];
    private readonly List<(string Hint, string Text)> _generated = [];
    private bool _hasRuntime = true;
    private bool _hasUsing = true;

    public static Project With(string marked, string path = "App.cs") => new Project().And(marked, path);

    /// <summary>A source that may contain anything, marks too.</summary>
    public static Project Unmarked(string source)
    {
        var project = new Project();
        project._sources.Add(new MarkedSource("App.cs", source, []));
        return project;
    }

    /// <summary>A project that refers to the runtime but has no global using directive for it.</summary>
    public static Project WithoutUsing(string marked, string path = "App.cs")
    {
        var project = With(marked, path);
        project._hasUsing = false;
        return project;
    }

    /// <summary>Adds a further file.</summary>
    public Project And(string marked, string path)
    {
        _sources.Add(MarkedSource.Parse(path, marked));
        return this;
    }

    /// <summary>Adds a file that another generator writes.</summary>
    public Project Generating(string text, string hint = "Other.g.cs")
    {
        _generated.Add((hint, text));
        return this;
    }

    /// <summary>Begins another project of the solution, which refers to those before it; for refactorings.</summary>
    public Project AndProject(string name, string marked, string path, bool hasRuntime = true)
    {
        _laterProjects.Add((name, _sources.Count, hasRuntime));
        return And(marked, path);
    }

    /// <summary>Adds a reference to a library, compiled with what the generators make of it, which may use the libraries before it.</summary>
    public Project Referencing(string name, string source, bool withGenerators = true)
    {
        Compilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings + "global using Lifecycle;"), CSharpSyntaxTree.ParseText(source)],
            s_framework.Add(s_runtime).AddRange(_libraries),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        if (withGenerators)
            CSharpGeneratorDriver.Create(ShippedParts.Instance.Generators).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        _libraries.Add(MetadataReference.CreateFromImage(image.ToArray(), filePath: name + ".dll"));
        return this;
    }

    /// <summary>Adds lines under <c>[*.cs]</c> of an .editorconfig.</summary>
    public Project Configured(string lines)
    {
        _editorConfig = "root = true\n[*.cs]\n" + lines + "\n";
        return this;
    }

    /// <summary>Sets what the build shows the compiler.</summary>
    public Project WithBuildProperty(string line)
    {
        _globalConfig = "is_global = true\n" + line + "\n";
        return this;
    }

    /// <summary>Takes the runtime away: the project has nothing to do with us.</summary>
    public Project WithoutRuntime()
    {
        _hasRuntime = false;
        return this;
    }

    /// <summary>The compiler's own errors that the mistake brings with it.</summary>
    public Project WithCompilerErrors(params string[] ids)
    {
        _expectedErrors.AddRange(ids);
        return this;
    }

    /// <summary>Asserts that nothing is reported, by our rules or the compiler.</summary>
    public async Task IsQuiet()
    {
        Assert.DoesNotContain(_sources, source => source.Marks.Count > 0);
        await DiagnosticsAsync("");
    }

    /// <summary>Asserts the marked diagnostics; <c>[|…|]</c> stands for the rule given here, messages are in the order of the sources.</summary>
    public async Task<Reported> Reports(string ruleId, params string[] messages)
    {
        var reported = await DiagnosticsAsync(ruleId);
        if (messages.Length > 0)
            Assert.Equal(messages, reported.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        return new Reported(reported);
    }

    /// <summary>Asserts the marked diagnostics and that the fix of the rule turns the only source into the expected text, one by one and all at once.</summary>
    public Task IsFixed(string ruleId, string expected, string? title = null) => FixRun.Assert(this, ruleId, expected, fixable: true, title);

    /// <summary>Asserts the marked diagnostics and that no fix is offered.</summary>
    public Task HasNoFix(string ruleId) => FixRun.Assert(this, ruleId, expected: null, fixable: false);

    /// <summary>
    /// Asserts that one of our refactorings is offered at the only mark, and what it makes of the sources: they compile, and none of our rules
    /// reports an error.
    /// </summary>
    public Task IsRefactored(string title, string expected) => RefactoringRun.Assert(this, _sources, title, expected);

    /// <summary>Asserts that a refactoring is offered at the only mark, and that its result compiles and has no error of our rules.</summary>
    public Task CompilesRefactored(string title) => RefactoringRun.Assert(this, _sources, title, expected: null);

    /// <summary>The titles of our refactorings at the only mark.</summary>
    public Task<IReadOnlyList<string>> RefactoringsAsync() => RefactoringRun.TitlesAsync(this, _sources);

    /// <summary>The titles of the fixes that are offered for the first diagnostic of a rule.</summary>
    public Task<IReadOnlyList<string>> OffersAsync(string ruleId) => FixRun.OffersAsync(this, ruleId);

    /// <summary>What the generator itself reports.</summary>
    public async Task<ImmutableArray<Diagnostic>> GeneratorDiagnosticsAsync()
    {
        var solution = CreateSolution();
        var project = solution.Projects.Single();
        var compilation = (await project.WithAnalyzerReferences([]).GetCompilationAsync())!;
        var driver = CSharpGeneratorDriver.Create(
            ShippedParts.Instance.Generators, parseOptions: (CSharpParseOptions)project.ParseOptions!,
            optionsProvider: project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
        return driver.RunGenerators(compilation).GetRunResult().Diagnostics;
    }

    internal IReadOnlyList<string> ExpectedErrors => _expectedErrors;

    internal Solution CreateSolution()
    {
        var projectId = ProjectId.CreateNewId();
        var isProgram = _sources.Any(source => IsProgram(source.Text));
        var solution = new AdhocWorkspace(s_host).CurrentSolution
            .AddProject(projectId, "App", "App", LanguageNames.CSharp)
            .WithProjectCompilationOptions(projectId, new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithProjectParseOptions(projectId, new CSharpParseOptions(LanguageVersion.Latest))
            .AddMetadataReferences(projectId, s_framework)
            .AddMetadataReferences(projectId, _libraries)
            .AddAnalyzerReference(projectId, ShippedParts.Instance)
            .AddDocument(DocumentId.CreateNewId(projectId), "Usings.cs", _hasRuntime
                && _hasUsing ? Usings + "global using Lifecycle;" : Usings, filePath: "/src/Usings.cs");
        if (_hasRuntime)
            solution = solution.AddMetadataReference(projectId, s_runtime);
        if (_generated.Count > 0)
            solution = solution.AddAnalyzerReference(projectId, new SecondGenerator.Reference(_generated));
        if (_editorConfig is not null)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(projectId), ".editorconfig", SourceText.From(_editorConfig),
                filePath: "/src/.editorconfig");
        if (_globalConfig is not null)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(projectId), ".globalconfig", SourceText.From(_globalConfig),
                filePath: "/src/.globalconfig");
        for (var i = 0; i < _sources.Count; i++)
        {
            if (_laterProjects.Find(later => later.FirstSource == i) is { Name: { } name } project)
                solution = AddProject(solution, projectId = ProjectId.CreateNewId(), name, project.HasRuntime);
            solution = solution.AddDocument(DocumentId.CreateNewId(projectId), _sources[i].Path, _sources[i].Text, filePath: "/src/" + _sources[i].Path);
        }

        return solution;
    }

    private static Solution AddProject(Solution solution, ProjectId id, string name, bool hasRuntime)
    {
        var first = solution.Projects.First();
        var before = solution.ProjectIds;
        solution = solution
            .AddProject(id, name, name, LanguageNames.CSharp)
            .WithProjectCompilationOptions(id,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .WithProjectParseOptions(id, first.ParseOptions!)
            .AddMetadataReferences(id, first.MetadataReferences.Where(reference => reference != s_runtime || hasRuntime))
            .AddAnalyzerReference(id, ShippedParts.Instance)
            .AddDocument(DocumentId.CreateNewId(id), "Usings.cs", hasRuntime ? Usings + "global using Lifecycle;" : Usings, filePath: $"/src/{name}/Usings.cs");
        return before.Aggregate(solution, (changed, other) => changed.AddProjectReference(id, new ProjectReference(other)));
    }

    /// <summary>Our diagnostics, in the order of the sources, after the compiler's have been checked.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(Microsoft.CodeAnalysis.Project project, IReadOnlyCollection<string> expectedErrors,
        bool withPlatform = false, bool mayBeFixed = false)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var analyzed = withPlatform
            ? PlatformAdvice.SwitchOn(compilation).WithAnalyzers([.. ShippedParts.Instance.Analyzers, .. PlatformAdvice.Analyzers], project.AnalyzerOptions)
            : compilation.WithAnalyzers(ShippedParts.Instance.Analyzers, project.AnalyzerOptions);
        var all = await analyzed.GetAllDiagnosticsAsync();
        PlatformAdvice.AssertNothingTwice(all);
        var compilers = all.Where(d => !IsOurs(d) && !PlatformAdvice.IsPlatforms(d) && d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed
            && !IsNoise(d.Id)).ToList();
        Assert.True(
            compilers.All(d => expectedErrors.Contains(d.Id)) && (mayBeFixed || expectedErrors.All(id => compilers.Exists(d => d.Id == id))),
            $"The compiler reports, expected are [{string.Join(", ", expectedErrors)}]:\n{string.Join('\n', compilers)}");
        return [.. all.Where(d => IsOurs(d) && !d.IsSuppressed).OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    internal async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string ruleId)
    {
        var reported = await AnalyzeAsync(CreateSolution().Projects.Single(), _expectedErrors, withPlatform: _sources.Exists(source => source.Marks.Count > 0));
        var expected = _sources.OrderBy(s => s.Path, StringComparer.Ordinal).SelectMany(s => s.Marks).Select(m => $"{m.Id ?? ruleId} {m.Path} {m.Span}");
        var actual = reported.Select(d => $"{d.Id} {Path.GetFileName(d.Location.GetLineSpan().Path)} {d.Location.SourceSpan}");
        Assert.True(expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)), Describe(expected, reported));
        return reported;
    }

    private static string Describe(IEnumerable<string> expected, IEnumerable<Diagnostic> reported) =>
        "Expected:\n  " + string.Join("\n  ", expected) + "\nReported:\n  "
        + string.Join("\n  ", reported.Select(d => $"{d} at '{d.Location.SourceTree?.GetText().ToString(d.Location.SourceSpan)}' {d.Location.SourceSpan}"));

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("LCG", StringComparison.Ordinal) || diagnostic.Id is "AD0001";

    // Unused variables and fields, async without await, unreachable code, null state: small programs have them on purpose.
    private static bool IsNoise(string id) =>
        id is "CS0168" or "CS0169" or "CS0219" or "CS0414" or "CS0649" or "CS0067" or "CS1998" or "CS0162" or "CS8321" or "CS8618" or "CS8602" or "CS9113";

    private static bool IsProgram(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return root.DescendantNodes().Any(n => n is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" });
    }

    private static bool IsUsers(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll";
    }

    private Project()
    {
    }
}

/// <summary>What was reported, for further questions.</summary>
internal sealed record Reported(ImmutableArray<Diagnostic> Diagnostics);
