using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>
/// What is kept from one compilation of a project to the next is never an old answer: after every edit the reports are those of a project that was
/// never another.
/// </summary>
public sealed class EditedProjectTests
{
    private const string Main = "return await Server.RunAsync(); ";
    private const string Worker =
        """
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Unit] public sealed partial class Api { [OnStartup] private void Open() { var opened = 1; _ = opened; } }
        """;

    [Fact]
    public async Task A_body_that_makes_the_class_takes_the_report_of_it_back() => await After(
        ("public interface IStore; public sealed class FileStore : IStore; [Unit] public sealed partial class Api(IStore store);",
            "public static class Tool { public static object? Make() { return null; } }"),
        ["LCG1006"],
        [
            (("return null", "return 1"), ["LCG1006"]),
            (("return 1", "return new FileStore()"), []),
            (("return new FileStore()", "return null"), ["LCG1006"]),
        ]);

    [Fact]
    public async Task A_body_that_attaches_the_unit_takes_the_report_of_it_back() => await After(
        (Main + Worker + "[Unit] public sealed partial class Cleanup;",
            "public static class Tool { public static async Task Use(Server server) { await Task.Yield(); } }"),
        ["LCG1007"],
        [
            (("await Task.Yield();", "await server.AttachAsync(new Cleanup());"), []),
            (("await server.AttachAsync(new Cleanup());", "await Task.CompletedTask;"), ["LCG1007"]),
        ]);

    [Fact]
    public async Task Declarations_are_read_again() => await After(
        (Worker, "[Unit] public sealed partial class First { } [Unit] public sealed partial class Second { }"),
        ["LCG1007", "LCG1007"],
        [
            (("First {", "First(Second second) { private Second Other => second;"), ["LCG1007", "LCG1007"]),
            (("Second { }", "Second(First first) { private First Other => first; }"), ["LCG1007", "LCG1007"]),
            (("public sealed partial class First", "public sealed class First"), ["LCG2001", "LCG1007"]),
        ]);

    [Fact]
    public async Task What_a_name_means_is_read_again() => await After(
        ("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api(Parts.IStore store);",
            "namespace Parts { public interface IStore; [Unit] public sealed partial class FileStore : IStore; }"),
        [],
        [
            (("[Unit] public sealed partial class FileStore : IStore;",
                "[Unit] public sealed partial class FileStore : IStore; [Unit] public sealed partial class SqlStore : IStore;"), ["LCG1003"]),
            (("class SqlStore : IStore", "class SqlStore"), []),
        ]);

    [Fact]
    public async Task The_place_moves_with_the_code()
    {
        var project = Project.With("[Unit] public sealed partial class Api(Api api);")
            .And("public static class Tool { public static int One() { return 1; } }", "Tool.cs").CreateSolution().Projects.Single();
        Assert.Equal(["LCG1002 at 1"], await ReportsAsync(project));

        project = await EditAsync(project, "App.cs", "[Unit]", "\n\n[Unit]");

        Assert.Equal(["LCG1002 at 3"], await ReportsAsync(project));
    }

    // The second file is edited, step by step.
    private static async Task After((string App, string Edited) sources, string[] before, ((string Old, string New) Edit, string[] Ids)[] steps)
    {
        var project = Project.With(sources.App).And(sources.Edited, "Edited.cs").CreateSolution().Projects.Single();
        Assert.Equal(before, (await ReportsAsync(project)).Select(Id));
        foreach (var ((old, with), ids) in steps)
        {
            project = await EditAsync(project, "Edited.cs", old, with);
            var text = await project.Documents.Single(document => document.Name == "Edited.cs").GetTextAsync(TestContext.Current.CancellationToken);
            var fresh = Project.With(sources.App).And(text.ToString(), "Edited.cs").CreateSolution().Projects.Single();

            var reports = await ReportsAsync(project);

            Assert.Equal(ids.Order(StringComparer.Ordinal), reports.Select(Id).Order(StringComparer.Ordinal));
            Assert.Equal(await ReportsAsync(fresh), reports);
        }
    }

    private static string Id(string report) => report[..7];

    private static async Task<Microsoft.CodeAnalysis.Project> EditAsync(Microsoft.CodeAnalysis.Project project, string path, string old, string with)
    {
        var document = project.Documents.Single(document => document.Name == path);
        var text = (await document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
        Assert.Contains(old, text, StringComparison.Ordinal);
        return document.WithText(SourceText.From(text.Replace(old, with, StringComparison.Ordinal))).Project;
    }

    private static async Task<IReadOnlyList<string>> ReportsAsync(Microsoft.CodeAnalysis.Project project)
    {
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var reported = await compilation.WithAnalyzers([new GraphAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reported.Select(report => $"{report.Id} at {report.Location.GetLineSpan().StartLinePosition.Line + 1}").Order(StringComparer.Ordinal)];
    }
}
