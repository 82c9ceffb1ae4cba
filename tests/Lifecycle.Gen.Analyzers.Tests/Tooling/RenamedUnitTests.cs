using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.Analyzers.Tests.Tooling;

/// <summary>What the compiler reports after a unit or its parameter was renamed, and the fixes that know what the generated members are called now.</summary>
public sealed class RenamedUnitTests
{
    private const string Units = """

        namespace Orders { [Unit] public sealed partial class Store(string ordersPath); }
        namespace Users { [Unit] public sealed partial class Store(int port); }
        namespace Shop { [Unit] public sealed partial class SqlDatabase(string connectionString, int retries = 3) { public int Count => 1; } }
        """;

    [Theory]
    // Database became SqlDatabase.
    [InlineData("Database", "Use SqlDatabase")]
    // A second class of the name came.
    [InlineData("Store", "Use UsersStore|Use OrdersStore")]
    // A letter is missing.
    [InlineData("SqlDatabse", "Use SqlDatabase")]
    [InlineData("Elsewhere", "")]
    public async Task A_property_that_is_called_otherwise_now(string name, string offered)
    {
        var source = "await using var worker = new Worker(ordersPath: \"\", connectionString: \"\", port: 1); "
            + $"Console.WriteLine(worker./* the one */{name});{Units}";
        Assert.Equal(offered.Length == 0 ? [] : offered.Split('|'), (await FixesAsync(source, "CS1061")).Select(fix => fix.Title));
    }

    [Theory]
    [InlineData("return await Worker.RunAsync(ordersPath: \"\", port: 1, connection: \"x\");", "Use connectionString")]
    [InlineData("await using var worker = new Worker(ordersPath: \"\", connection: \"x\", port: 1);", "Use connectionString")]
    [InlineData("await using Worker worker = new(ordersPath: \"\", connection: \"x\", port: 1);", "Use connectionString")]
    // Nothing alike, but only one is missing that takes a text.
    [InlineData("return await Worker.RunAsync(ordersPath: \"\", port: 1, url: \"x\");", "Use connectionString")]
    [InlineData("return await Worker.RunAsync(ordersPath: \"\", connectionString: \"\", url: 4);", "Use port")]
    [InlineData("return await Worker.RunAsync(ordersPath: \"\", connectionString: \"\", port: 1, retry: 4);", "Use retries")]
    public async Task An_input_that_is_called_otherwise_now(string call, string offered) =>
        Assert.Equal(offered.Split('|'), (await FixesAsync(call + Units, "CS1739")).Select(fix => fix.Title));

    [Fact]
    public async Task What_is_no_worker_is_left_alone()
    {
        const string Other = " public sealed class Other(int name) { public int Database => name; }";
        Assert.Empty(await FixesAsync("Console.WriteLine(new Other(1).Databas);" + Other, "CS1061"));
        Assert.Empty(await FixesAsync("Console.WriteLine(new Other(nam: 1).Database);" + Other, "CS1739"));
    }

    [Fact]
    public async Task The_changed_call_compiles()
    {
        const string Source = "await using var worker = new Worker(connection: \"\", ordersPath: \"\", port: 1);\n"
            + "Console.WriteLine(worker.Database.Count);" + Units;
        var project = Project.With(Source).CreateSolution();
        foreach (var id in new[] { "CS1739", "CS1061" })
        {
            var fix = Assert.Single(await FixesAsync(project, id));
            project = (await fix.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        }

        var compilation = (await project.Projects.Single().GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    private static Task<List<CodeAction>> FixesAsync(string source, string id) => FixesAsync(Project.With(source).CreateSolution(), id);

    private static async Task<List<CodeAction>> FixesAsync(Solution solution, string id)
    {
        var project = solution.Projects.Single();
        var reported = (await project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Id == id).ToList();
        Assert.NotEmpty(reported);
        var provider = ShippedParts.Instance.Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));
        var offered = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(
            solution.GetDocument(reported[0].Location.SourceTree)!, reported[0], (fix, _) => offered.Add(fix), CancellationToken.None));
        return offered;
    }
}
