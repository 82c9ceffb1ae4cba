using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Plan;

public sealed class InputTests
{
    [Theory]
    [InlineData("Database", "Queue")]
    [InlineData("Queue", "Database")]
    [InlineData("Zebra", "Aardvark")]
    public void The_order_of_inputs_is_that_of_their_names_whatever_the_units_are_called(string first, string second)
    {
        var plan = BuildPlan(
            Worker(),
            Unit(first, Input("user"), Input("port", "int", "80"), Input("connection"), On(second)),
            Unit(second, Input("queue"), Input("batch", "int", "5"), On("Settings"), Input("user", "global::App.User")));
        Assert.Equal(["connection", "queue", "settings", "user", "user2", "batch", "port"], plan.Inputs.Select(input => input.Parameter));
    }

    [Fact]
    public void An_input_that_is_shared_by_type_has_the_first_of_its_names_and_simple_ones_come_before_it()
    {
        var plan = BuildPlan(
            Worker(),
            Unit("A", On("Settings") with { Name = "settings" }, Input("mine")),
            Unit("B", On("Settings") with { Name = "mine" }));
        Assert.Equal(
            [("mine", "string"), ("settings", "global::App.Settings")],
            plan.Inputs.Select(input => (input.Parameter, input.Type)));
    }

    [Fact]
    public void Arrays_and_collections_are_shared_by_name_and_type()
    {
        var plan = BuildPlan(Worker(), Unit("A", Many("hosts"), Many("ports")), Unit("B", Many("hosts")));
        Assert.Equal(["hosts", "ports"], plan.Inputs.Select(input => input.Parameter));
        Assert.Equal(["App.A", "App.B"], plan.Inputs[0].Takers.Select(taker => taker.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_worker_gives_one_of_two_units_an_input_of_its_own(bool isSimple)
    {
        var parameter = isSimple ? Input("connection") : On("Options") with { Name = "connection" };
        var plan = BuildPlan(
            Worker() with { Inputs = [Choice("Queue", "connection", "queueConnection")] },
            Unit("Database", parameter),
            Unit("Queue", parameter));
        Assert.Null(plan.Fault);
        Assert.Equal(
            [("connection", "App.Database"), ("queueConnection", "App.Queue")],
            plan.Inputs.Select(input => (input.Parameter, Assert.Single(input.Takers).Id)));
    }

    [Fact]
    public void A_worker_gives_two_units_one_input_under_a_name_of_its_own()
    {
        var plan = BuildPlan(
            Worker() with { Inputs = [Choice("Database", "text", "connection")] },
            Unit("Database", Input("text")),
            Unit("Queue", Input("connection")),
            Unit("Other", Input("text")));
        Assert.Equal(
            [("connection", 2), ("text", 1)],
            plan.Inputs.Select(input => (input.Parameter, input.Takers.Count)));
    }

    private static InputChoice Choice(string unit, string parameter, string? name) =>
        new(new TypeRef("global::App." + unit), parameter, name, SubjectKey.OfAttribute("App.Server", 70));

    private static DependencyModel Many(string name) =>
        new(name, new TypeRef("string[]"), IsNullable: false, Default: null, "string[]", DependencyKind.Open, IsPublic: true) { IsCollection = true };
}
