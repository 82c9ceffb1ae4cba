using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1014Tests
{
    private const string Rule = RuleIds.InputAttribute;

    private const string Units =
        """
        public interface IStore;
        [Unit] public sealed partial class Database(string connection) : IStore;
        [Unit] public sealed partial class Queue(string address, IStore store, Settings settings, int port = 5);
        [Unit] public sealed partial class Empty;
        public sealed record Settings(string Name);

        """;

    [Theory]
    [InlineData(
        "Input<Queue>(\"adress\", Name = \"queue\")",
        "[Input<Queue>(\"adress\", Name = \"queue\")] on Server names no parameter: Queue takes address and store and settings and port. "
        + "Write one of these names.")]
    [InlineData("Input<Empty>(\"x\")", "[Input<Empty>(\"x\")] on Server names no parameter: Empty takes nothing. Remove it.")]
    [InlineData(
        "Input<Queue>(\"store\")",
        "[Input<Queue>(\"store\")] on Server has no effect: 'IStore store' is no input of Server, which has it. Remove it.")]
    [InlineData(
        "Input<Queue>(\"address\", Name = \"2 words\")",
        "[Input<Queue>(\"address\", Name = \"2 words\")] on Server gives a name that no parameter can have. Write a name such as \"address\".")]
    [InlineData(
        "Input<Queue>(\"address\", Name = \"options\")",
        "[Input<Queue>(\"address\", Name = \"options\")] on Server gives the name of a parameter that every worker has: options. Write another name.")]
    [InlineData(
        "Input<Queue>(\"address\", Name = \"port\")",
        "[Input<Queue>(\"address\", Name = \"port\")] on Server gives the name of another input: 'int port' of Queue. "
        + "Write a name that no input has, or one of the same type.")]
    [InlineData(
        "Input<Queue>(\"address\", Name = \"settings\")",
        "[Input<Queue>(\"address\", Name = \"settings\")] on Server gives the name of another input: 'Settings settings' of Queue. "
        + "Write a name that no input has, or one of the same type.")]
    public async Task What_cannot_be_done_is_said(string attribute, string message) =>
        await Project.With(Units + $"[Worker, [|{attribute}|]] public sealed partial class Server;").Reports(Rule, message);

    [Fact]
    public async Task A_unit_that_the_worker_does_not_have_is_reported() => await Project.With(
        Units + "[Worker, Mixin<Database>, Mixin<Empty>, [|Input<Queue>(\"address\")|]] public sealed partial class Server; "
        + "[Worker] public sealed partial class Other;")
        .Reports(Rule, "[Input<Queue>(\"address\")] on Server has no effect: Queue is not in Server. Remove it.");

    [Fact]
    public async Task The_second_of_two_is_reported() => await Project.With(
        Units + "[Worker, Input<Queue>(\"address\", Name = \"a\"), [|Input<Queue>(\"address\", Name = \"b\")|]] public sealed partial class Server;")
        .Reports(Rule, "[Input<Queue>(\"address\", Name = \"b\")] on Server is there twice. Remove one.");

    [Theory]
    [InlineData("Input<Queue>(\"address\")")]
    [InlineData("Input<Queue>(\"address\", Name = \"connection\")")]
    [InlineData("Input<Queue>(\"address\", Name = \"queueAddress\"), Input<Database>(\"connection\", Name = \"address\")")]
    [InlineData("Input<Queue>(\"settings\", Name = \"queueSettings\")")]
    [InlineData("Input<Queue>(nameof(port), Name = \"@class\")")]
    public async Task Others_are_not(string attributes) => await Project.With(
        Units + $"[Worker, {attributes.Replace("nameof(port)", "\"port\"", StringComparison.Ordinal).Replace("@class", "class", StringComparison.Ordinal)}] "
        + "public sealed partial class Server;").IsQuiet();

    [Fact]
    public async Task What_is_no_unit_is_reported_as_for_other_attributes() => await Project.With(
        Units + "[Worker, [|Input<Settings>(\"name\")|]] public sealed partial class Server;").Reports(RuleIds.NotAUnit);
}
