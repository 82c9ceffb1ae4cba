using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5007Tests
{
    private const string Rule = RuleIds.MissingInputs;

    private const string Units =
        """

        public interface IStore;
        [Unit] public sealed partial class Database(string connection, int retries = 3);
        [Unit] public sealed partial class Api(string connectionName, string connection, IStore store, IStore? other);
        """;

    [Theory]
    [InlineData(
        "return await Worker.[|RunAsync|]();",
        "Worker.RunAsync lacks 3 inputs: string connection, taken by Api and Database; string connectionName, taken by Api; "
        + "IStore other, taken by Api, which a unit that is IStore would provide. Write 'connection: …, connectionName: …, other: …'.")]
    [InlineData(
        "await using var worker = new [|Worker|](other: null!, connection: \"a\");",
        "new Worker lacks an input: string connectionName, taken by Api. Write 'connectionName: …'.")]
    [InlineData(
        "await using Worker worker = [|new|](\"a\", retries: 4);",
        "new Worker lacks 2 inputs: string connectionName, taken by Api; IStore other, taken by Api, which a unit that is IStore would provide. "
        + "Write 'connectionName: …, other: …'.")]
    public async Task All_that_is_missing_is_named_with_its_takers(string call, string message) => await Project.With(
        call + Units)
        .WithCompilerErrors("CS7036").Configured("dotnet_diagnostic.LCG1013.severity = none").Reports(Rule, message);

    [Fact]
    public async Task Those_of_a_worker_of_a_library_are_named_alone() => await Project.With("await using var worker = new [|Lib.Server|]();")
        .Referencing(
            "Lib",
            "namespace Lib; [Unit] public sealed partial class A(string text) { public string It => text; } [Worker] public sealed partial class Server;")
        .WithCompilerErrors("CS7036")
        .Reports(Rule, "new Server lacks an input: string text. Write 'text: …'.");

    [Theory]
    [InlineData("return await Worker.RunAsync(connection: \"a\", connectionName: \"b\", other: null!);", null)]
    [InlineData("return await Worker.RunAsync(connection: \"a\", connectionName: 5, other: null!);", "CS1503")]
    [InlineData("return await Worker.RunAsync(connection: \"a\", connectionName: \"b\", other: null!, unknown: 5);", "CS1739")]
    [InlineData("return await Other.RunAsync(); public static class Other { public static Task<int> RunAsync(int a) => Task.FromResult(a); }", "CS7036")]
    public async Task Other_mistakes_are_the_compilers(string call, string? error)
    {
        var project = Project.With(call + Units)
            .Configured("dotnet_diagnostic.LCG1013.severity = none\ndotnet_diagnostic.LCG5011.severity = none");
        await (error is null ? project : project.WithCompilerErrors(error)).IsQuiet();
    }
}
