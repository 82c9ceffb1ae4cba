using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Package.Tests;

/// <summary>What came of one compilation: everything at warning level or above, and what the generator wrote.</summary>
public sealed record CompiledText(IReadOnlyList<string> Problems, IReadOnlyList<string> Generated);

/// <summary>Compiles text with the DLLs of the package and the oldest Roslyn that they promise to work with (the one of this project).</summary>
public sealed class PackedCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Those of projects for the web, as far as programs in docs use them.
    private const string WebUsings = """

        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    // As `dotnet run app.cs` parses: lines that begin with #: are for the SDK.
    private static readonly CSharpParseOptions s_parse = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);

    private readonly string _usings;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ImmutableArray<ISourceGenerator> _generators;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;

    /// <param name="packageContent">The files of the package.</param>
    /// <param name="hostingContent">The files of the package for workers in a host, for programs that use it.</param>
    public PackedCompiler(string packageContent, string? hostingContent = null)
    {
        _usings = hostingContent is null ? ImplicitUsings : ImplicitUsings + WebUsings;
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        _references =
        [
            .. framework.Select(path => MetadataReference.CreateFromFile(path)),
            .. new[] { packageContent, hostingContent }.OfType<string>()
                .SelectMany(content => Directory.GetFiles(Path.Combine(content, "lib", "net10.0"), "*.dll"))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];

        var loader = new Loader();
        var parts = Directory.GetFiles(Path.Combine(packageContent, "analyzers", "dotnet", "cs"))
            .Select(path => new AnalyzerFileReference(path, loader)).ToArray();
        foreach (var part in parts)
            loader.AddDependencyLocation(part.FullPath);
        _generators = [.. parts.SelectMany(part => part.GetGenerators(LanguageNames.CSharp))];
        _analyzers = [.. parts.SelectMany(part => part.GetAnalyzers(LanguageNames.CSharp))];
    }

    public int Generators => _generators.Length;

    public int Analyzers => _analyzers.Length;

    /// <param name="text">A program or a library.</param>
    /// <param name="cancellationToken">Ends the compilation.</param>
    /// <param name="assembly">Where the assembly is written, if nothing is wrong; nowhere if <see langword="null"/>.</param>
    public async Task<CompiledText> CompileAsync(string text, CancellationToken cancellationToken, string? assembly = null)
    {
        var tree = CSharpSyntaxTree.ParseText(text, s_parse, cancellationToken: cancellationToken);
        var isProgram = (await tree.GetRootAsync(cancellationToken)).ChildNodes().OfType<GlobalStatementSyntax>().Any();
        var options = new CSharpCompilationOptions(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(
            "Text", [tree, CSharpSyntaxTree.ParseText(_usings, s_parse, cancellationToken: cancellationToken)], _references, options);

        var driver = CSharpGeneratorDriver.Create(_generators, parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out var fromGenerator, cancellationToken);
        var fromAnalyzers = await complete.WithAnalyzers(_analyzers, options: null).GetAllDiagnosticsAsync(cancellationToken);

        string[] problems = [.. fromGenerator.Concat(fromAnalyzers).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString())];
        if (assembly is not null && problems.Length == 0)
            Assert.True(complete.Emit(assembly, cancellationToken: cancellationToken).Success, $"{assembly} cannot be written.");

        return new CompiledText(
            problems,
            [.. driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).Select(s => s.SourceText.ToString())]);
    }

    /// <summary>Into a context of their own, but with the Roslyn of this process, as the compiler does.</summary>
    private sealed class Loader : AssemblyLoadContext, IAnalyzerAssemblyLoader
    {
        private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

        public void AddDependencyLocation(string fullPath) => _paths[Path.GetFileNameWithoutExtension(fullPath)] = fullPath;

        public Assembly LoadFromPath(string fullPath) => LoadFromAssemblyPath(fullPath);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is { } name && _paths.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;
    }
}
