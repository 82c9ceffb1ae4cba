using System.Text.RegularExpressions;
using Lifecycle.Benchmarks.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Benchmarks.Compiling;

/// <summary>A project with many units as the compiler sees it: ten units a file, in a layered graph.</summary>
internal static partial class UnitCompilation
{
    private static readonly MetadataReference[] s_references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal)
                    || name is "netstandard.dll" or "Lifecycle.Gen.dll" or "Microsoft.Extensions.Logging.Abstractions.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Create(int units)
    {
        var spec = new ProgramSpec(Peer.Ours, units, HookKind.Asynchronous, Measure.Warm);
        var classes = UnitWriter.WriteEach(spec, Graph.Layered(units));
        const string Usings = "using System.Threading;\nusing System.Threading.Tasks;\nnamespace Measured;\n";
        return WithWorker(classes.Chunk(10).Select(static chunk => Usings + string.Concat(chunk)));
    }

    /// <summary>The same graph of units that do something.</summary>
    public static CSharpCompilation Realistic(int units) => WithWorker(RealisticUnits.Files(Graph.Layered(units)));

    /// <summary>The same classes without our attributes and without the name of our namespace.</summary>
    public static CSharpCompilation WithoutUnit(int classes) => Of(RealisticUnits.Files(Graph.Layered(classes)).Select(static text =>
        Attributes().Replace(text, "").Replace("using Lifecycle;\n", "", StringComparison.Ordinal)
            .Replace("IWorkerContext context, ", "", StringComparison.Ordinal)));

    private static CSharpCompilation WithWorker(IEnumerable<string> files) =>
        Of(files.Append("namespace Measured;\n[Lifecycle.Worker]\npublic sealed partial class App;\n"));

    private static CSharpCompilation Of(IEnumerable<string> files) => CSharpCompilation.Create(
        "Measured",
        files.Select(static (text, file) => Parse($"Units{file}.cs", text)),
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A library of one file.</summary>
    public static CSharpCompilation Library(string name, string source) => CSharpCompilation.Create(
        name,
        [Parse(name + ".cs", source)],
        s_references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A file that names no unit, another one for each edit.</summary>
    public static SyntaxTree Unrelated(int edit) =>
        Parse("Unrelated.cs", $"namespace Elsewhere;\ninternal static class Unrelated\n{{\n    public static int Edit() => {edit};\n}}\n");

    /// <summary>A file, by its path and text.</summary>
    public static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, System.Text.Encoding.UTF8);

    [GeneratedRegex(@"^\s*\[[A-Z]\w*(\(.*?\))?\]\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Attributes();
}
