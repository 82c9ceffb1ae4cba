using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1021Tests
{
    private const string Rule = RuleIds.UnknownInstance;
    private const string Consumer = "\n[Unit] public sealed partial class Consumer(string topic) { public string Topic => topic; }";
    private const string Plain = "\n[Worker] public sealed partial class Server;";
    private const string Server = "\n[Worker, Instance<Consumer>(\"orders\"), Instance<Consumer>(\"payments\")] public sealed partial class Server;";

    [Fact]
    public async Task A_name_that_the_worker_does_not_have_is_reported_with_those_that_it_has() =>
        await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] Consumer [|one|]);" + Consumer + Server).Reports(Rule,
            "Consumer \"order\" is no instance of Server, it has orders, payments: taken by Api (Consumer one, App.cs:1). "
            + "Name one of these, or write [Instance<Consumer>(\"order\")] on Server.");

    [Fact]
    public async Task A_unit_that_the_worker_has_once_has_no_name() =>
        await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] Consumer [|one|]);" + Plain + Consumer)
            .Reports(Rule, "Consumer \"order\" is no instance of Server, it has no named ones: taken by Api (Consumer one, App.cs:1). "
                + "Write [Instance<Consumer>(\"order\")] on Server.");

    [Fact]
    public async Task An_input_has_none_either() =>
        await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] string [|one|]) { public string One => one; }"
            + "\n[Worker] public sealed partial class Server;").Reports(Rule,
                "string \"order\" is no instance of Server, it is an input: taken by Api (string one, App.cs:1). Remove [Instance]: it is no unit.");

    [Theory]
    [InlineData("[Instance(\"orders\")] Consumer one")]
    [InlineData("[Instance(\"orders\")] IReadOnlyList<Consumer> some")]
    [InlineData("[Instance(\"others\")] Consumer? perhaps")]
    [InlineData("IReadOnlyList<Consumer> all")]
    public async Task Look_alikes_are_not(string parameter) =>
        await Project.With($"[Unit] public sealed partial class Api({parameter});" + Consumer + Server).IsQuiet();

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"1st\"", "1st")]
    [InlineData("\"a b\"", "a b")]
    public async Task A_name_that_can_be_no_part_of_an_identifier_is_a_wrong_argument(string argument, string name) =>
        await Project.With($"[Worker, [|Instance<Consumer>({argument})|]] public sealed partial class Server;" + Consumer).Reports(RuleIds.AttributeArgument,
            $"Server has an attribute argument that cannot be right: an instance of Consumer is named \"{name}\", "
            + "which can be no part of the names of its property and inputs. Write a letter, then letters, digits, '-', '_' and '.'.");

    [Fact]
    public async Task What_is_no_unit_has_no_instances() =>
        await Project.With("[Worker, [|Instance<Plain>(\"a\")|]] public sealed partial class Server; public sealed class Plain;" + Consumer).Reports(
            RuleIds.NotAUnit,
            "Plain is no unit: named by Server ([Instance<Plain>(\"a\")], App.cs:1). Mark Plain with [Unit], or name a unit.");

    [Fact]
    public async Task Fix_offers_the_names_that_there_are_and_a_new_instance() =>
        Assert.Equal(
            ["Name orders", "Name payments", "Add [Instance<Consumer>(\"order\")] to Server"],
            await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] Consumer [|one|]);" + Consumer + Server).OffersAsync(Rule));

    [Fact]
    public async Task Fix_writes_the_name() =>
        await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] Consumer [|one|]);" + Consumer + Server)
            .IsFixed(Rule, "[Unit] public sealed partial class Api([Instance(\"orders\")] Consumer one);" + Consumer + Server);

    [Fact]
    public async Task Fix_adds_the_instance_where_there_is_none() =>
        await Project.With("[Unit] public sealed partial class Api([Instance(\"order\")] Consumer [|one|]);" + Plain + Consumer)
            .IsFixed(Rule, "[Unit] public sealed partial class Api([Instance(\"order\")] Consumer one);\n"
                + "[Worker, Instance<Consumer>(\"order\")] public sealed partial class Server;" + Consumer);
}
