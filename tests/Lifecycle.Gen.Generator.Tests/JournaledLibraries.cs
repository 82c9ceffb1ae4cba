namespace Lifecycle.Generator.Tests;

/// <summary>Libraries whose units write into one journal, and applications that run them.</summary>
internal static class JournaledLibraries
{
    public static readonly CompiledLibrary Journal = GeneratorHarness.CompileLibrary("Journals",
        """
        namespace Journals;
        public static class Journal { public static readonly List<string> Log = []; public static void Add(string line) => Log.Add(line); }
        """);

    public static CompiledLibrary Library(string name, string source, params CompiledLibrary[] references) =>
        GeneratorHarness.CompileLibrary(name, $"namespace {name};\nusing Journals;\n{source}", [Journal, .. references]);

    /// <summary>What the statements wrote into the test's log, then what the libraries wrote into the journal.</summary>
    public static Task<List<string>> LogOf(string declarations, string statements, params CompiledLibrary[] libraries) => Execution.LogOf(
        $$"""
        using Journals;
        {{declarations}}
        public static partial class Test
        {
            public static async Task GoAsync()
            {
                {{statements}}
                Log.AddRange(Journal.Log);
            }
        }
        """,
        [Journal, .. libraries]);
}
