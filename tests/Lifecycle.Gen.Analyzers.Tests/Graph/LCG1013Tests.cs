using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1013Tests
{
    private const string Rule = RuleIds.SharedInput;

    private const string Units =
        """
        [Unit] public sealed partial class Database(string connection);
        [Unit] public sealed partial class Queue(string connection);

        """;

    [Fact]
    public async Task Two_units_that_share_a_text_are_named_with_what_to_write() => await Project.With(
        """
        [Unit] public sealed partial class Database(string [|connection|]);
        [Unit] public sealed partial class Queue(string connection);
        [Worker] public sealed partial class Server;
        """).Reports(Rule,
        "string connection is one input for several units, because of its name: taken by Database (string connection, App.cs:1), "
        + "Queue (string connection, App.cs:2). Write [Input<Queue>(\"connection\", Name = \"queueConnection\")] on Server for a value of its own, "
        + "or [Input<Queue>(\"connection\")] if one value is meant.");

    [Theory]
    [InlineData("string[]")]
    [InlineData("int?")]
    [InlineData("DayOfWeek")]
    [InlineData("IReadOnlyList<string>")]
    [InlineData("Dictionary<string, int>")]
    [InlineData("ReadOnlyMemory<byte>")]
    public async Task Arrays_enums_and_collections_too(string type) => await Project.With(
        $"""
        [Unit] public sealed partial class Database({type} [|many|]);
        [Unit] public sealed partial class Queue({type} many);
        [Worker] public sealed partial class Server;
        """).Reports(Rule);

    [Fact]
    public async Task The_worker_of_a_program_without_one_is_to_be_declared() => await Project.With(
        """
        return await Worker.RunAsync(connection: "x");
        [Unit] public sealed partial class Database(string [|connection|]);
        [Unit] public sealed partial class Queue(string connection);
        """).Reports(Rule,
        "string connection is one input for several units, because of its name: taken by Database (string connection, App.cs:2), "
        + "Queue (string connection, App.cs:3). Write [Input<Queue>(\"connection\", Name = \"queueConnection\")] on a '[Worker] partial class Worker' for "
        + "a value of its own, or [Input<Queue>(\"connection\")] if one value is meant.");

    [Fact]
    public async Task Conditions_share_too() => await Project.With(
        """
        [[|Unit(EnabledBy = nameof(IsOn))|]] public sealed partial class Cache { private static bool IsOn(bool enabled) => enabled; }
        [Unit] public sealed partial class Mailer(bool enabled);
        [Worker] public sealed partial class Server;
        """).Reports(Rule);

    [Fact]
    public async Task Units_of_two_libraries_are_reported_at_the_worker() => await Project
        .With("[Worker(IncludeReferenced = true)] public sealed partial class [|Server|];")
        .Referencing("First", "namespace First; [Unit] public sealed partial class Database(string connection) { public string It => connection; }")
        .Referencing("Second", "namespace Second; [Unit] public sealed partial class Queue(string connection) { public string It => connection; }")
        .Reports(Rule,
            "string connection is one input for several units, because of its name: taken by Database (string connection, First), "
            + "Queue (string connection, Second). Write [Input<Queue>(\"connection\", Name = \"queueConnection\")] on Server for a value of its own, "
            + "or [Input<Queue>(\"connection\")] if one value is meant.");

    [Theory]
    [InlineData("[Worker, Input<Queue>(\"connection\", Name = \"queueConnection\")] public sealed partial class Server;")]
    [InlineData("[Worker, Input<Database>(\"connection\", Name = \"databaseConnection\")] public sealed partial class Server;")]
    [InlineData("[Worker, Input<Queue>(\"connection\")] public sealed partial class Server;")]
    [InlineData("[Worker, Mixin<Queue>] public sealed partial class Server; [Worker, Mixin<Database>] public sealed partial class Other;")]
    [InlineData("")]
    public async Task Others_are_not(string worker) => await Project.With(Units + worker).IsQuiet();

    [Theory]
    [InlineData("string connection", "string address")]
    [InlineData("string text", "int text")]
    [InlineData("Settings settings", "Settings settings")]
    [InlineData("TimeProvider time", "TimeProvider time")]
    public async Task What_is_not_one_value_or_is_meant_as_one_is_not(string first, string second) => await Project.With(
        $"""
        public sealed record Settings(string Name);
        [Unit] public sealed partial class Database({first});
        [Unit] public sealed partial class Queue({second});
        [Worker] public sealed partial class Server;
        """).IsQuiet();

    [Theory]
    [InlineData("Give Queue an input of its own in Server: queueConnection", "Input<Queue>(\"connection\", Name = \"queueConnection\")")]
    [InlineData("Give Database an input of its own in Server: databaseConnection", "Input<Database>(\"connection\", Name = \"databaseConnection\")")]
    [InlineData("Say in Server that they share it", "Input<Queue>(\"connection\")")]
    public async Task Fix_writes_the_attribute_on_the_worker(string title, string attribute) => await Project.With(
        """
        [Unit] public sealed partial class Database(string [|connection|]);
        [Unit] public sealed partial class Queue(string connection);
        [Worker] public sealed partial class Server;
        """).IsFixed(Rule,
        $"""
        [Unit] public sealed partial class Database(string connection);
        [Unit] public sealed partial class Queue(string connection);
        [Worker, {attribute}] public sealed partial class Server;
        """,
        title);
}
