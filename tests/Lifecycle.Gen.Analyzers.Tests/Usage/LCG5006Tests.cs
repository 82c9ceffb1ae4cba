using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5006Tests
{
    private const string Rule = RuleIds.PositionalInput;

    private const string Units =
        """

        [Unit] public sealed partial class Database(string database, int retries = 3);
        [Unit] public sealed partial class Queue(string queue, string[] topics, int? batch = null);
        """;

    [Theory]
    [InlineData("return await Worker.RunAsync([|\"a\"|], \"b\", []);", "Worker.RunAsync gets database and queue", "database: …, queue: …")]
    [InlineData("await using var worker = new Worker([|\"a\"|], queue: \"b\", topics: []);", "new Worker gets database", "database: …")]
    [InlineData("await using Worker worker = new([|\"a\"|], \"b\", [], retries: 4);", "new Worker gets database and queue", "database: …, queue: …")]
    [InlineData(
        "return await Worker.RunAsync(database: \"a\", queue: \"b\", topics: [], [|4|], 5);",
        "Worker.RunAsync gets batch and retries",
        "batch: …, retries: …")]
    public async Task Arguments_that_could_be_swapped_are_one_report_a_call(string call, string what, string remedy) => await Project.With(call + Units)
        .Reports(Rule, $"{what} by position although other inputs have the same type: a change of the units could swap them. Write '{remedy}'.");

    [Theory]
    [InlineData("return await Worker.RunAsync(database: \"a\", queue: \"b\", topics: []);")]
    [InlineData("return await Worker.RunAsync(database: \"a\", queue: \"b\", []);")]
    [InlineData("return await Worker.RunAsync(queue: \"b\", topics: [], database: \"a\");")]
    public async Task Names_and_types_that_are_there_once_are_not(string call) => await Project.With(call + Units).IsQuiet();

    [Fact]
    public async Task Calls_of_other_classes_are_not() => await Project.With(
        """
        _ = new Other("a", "b");
        return await Other.RunAsync("a", "b");
        public sealed class Other(string first, string second)
        {
            public static Task<int> RunAsync(string first, string second) => Task.FromResult(new Other(first, second).GetHashCode());
        }
        """).IsQuiet();

    [Fact]
    public async Task Fix_names_all_of_a_call() => await Project.With(Program("[|\"a\"|], /* why */ \"b\", []", "[|\"a\"|], queue: \"b\", topics: []"))
        .IsFixed(Rule, Program("database: \"a\", /* why */ queue: \"b\", []", "database: \"a\", queue: \"b\", topics: []"));

    [Fact]
    public async Task Fix_escapes_keywords() => await Project.With(
        """
        return await Worker.RunAsync([|"a"|], "b");
        [Unit] public sealed partial class A(string @class, string other);
        """).IsFixed(Rule,
        """
        return await Worker.RunAsync(@class: "a", other: "b");
        [Unit] public sealed partial class A(string @class, string other);
        """);

    private static string Program(string first, string second) => $"""
        await using var worker = new Worker({first});
        return await Worker.RunAsync({second});
        {Units}
        """;
}
