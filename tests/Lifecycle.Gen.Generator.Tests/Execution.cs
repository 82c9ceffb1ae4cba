using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator.Tests;

/// <summary>Runs what the generator wrote, on the real engine.</summary>
internal static class Execution
{
    /// <summary>
    /// Compiles the source with its generated files, calls its <c>static Task Test.GoAsync()</c> and gives what that wrote into its
    /// <c>static List&lt;string&gt; Test.Log</c>, which is there already.
    /// </summary>
    public static Task<List<string>> LogOf(string source, params CompiledLibrary[] libraries) => LogOf(source, isProgram: false, libraries);

    /// <summary>The same with a source that is a program, and so may have a default worker.</summary>
    public static Task<List<string>> LogOfProgram(string source) => LogOf(source, isProgram: true);

    private static async Task<List<string>> LogOf(string source, bool isProgram, params CompiledLibrary[] libraries)
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["Units.cs"] = source, ["Log.cs"] = "public static partial class Test { public static readonly List<string> Log = []; }" },
            References = [.. libraries.Select(library => library.Reference)],
            IsProgram = isProgram,
        });
        using var assembly = new MemoryStream();
        var emitted = run.Output.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        assembly.Position = 0;
        var context = new AssemblyLoadContext("executed", isCollectible: true);
        context.Resolving += (_, name) => libraries.FirstOrDefault(library => library.Name == name.Name) is { } library
            ? context.LoadFromStream(new MemoryStream(library.Image))
            : null;
        try
        {
            var test = context.LoadFromStream(assembly).GetType("Test", throwOnError: true)!;
            await (Task)test.GetMethod("GoAsync")!.Invoke(null, null)!;
            return (List<string>)test.GetField("Log")!.GetValue(null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
