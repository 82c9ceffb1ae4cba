using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Graph;

/// <summary>Which units a worker has and what their parameters get; design.md §2.2 and §2.3.</summary>
public class GraphBuilderTests
{
    [Fact]
    public void Without_mixins_every_unit() =>
        Assert.Equal(["A", "B"], Names(BuildGraph(Worker(), Unit("B"), Unit("A"))));

    [Fact]
    public void With_mixins_these_and_what_they_require_step_by_step() =>
        Assert.Equal(["A", "B", "C"], Names(BuildGraph(Worker("A"), Unit("A", On("B")), Unit("B").After("C"), Unit("C"), Unit("D"))));

    [Fact]
    public void Optional_units_and_those_it_starts_before_are_not_brought() =>
        Assert.Equal(["A"], Names(BuildGraph(Worker("A"), Unit("A", On("B", isNullable: true)).Before("C"), Unit("B"), Unit("C"))));

    [Fact]
    public void Lists_bring_every_provider() =>
        Assert.Equal(["A", "X", "Y"],
            Names(BuildGraph(Worker("A"), Unit("A", On("I", kind: DependencyKind.List)), Unit("X").Providing("I"), Unit("Y").Providing("I"), Unit("Z"))));

    [Fact]
    public void The_only_provider_is_meant() =>
        Assert.Equal(new Resolution.Unit("App.X"), Single(BuildGraph(Worker(), Unit("A", On("I")), Unit("X").Providing("I"))));

    [Fact]
    public void A_binding_decides_between_providers() =>
        Assert.Equal(new Resolution.Unit("App.Y"),
            Single(BuildGraph(Worker("A").Binding("I", "Y"), Unit("A", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I"))));

    [Fact]
    public void A_mixin_decides_between_providers() =>
        Assert.Equal(new Resolution.Unit("App.Y"),
            Single(BuildGraph(Worker("A", "Y"), Unit("A", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I"))));

    [Fact]
    public void What_another_unit_brought_in_may_be_the_only_provider() =>
        Assert.Equal(new Resolution.Unit("App.Y"),
            BuildGraph(Worker("A"), Unit("A", On("I"), On("Y")), Unit("X").Providing("I"), Unit("Y").Providing("I"))["App.A"].Resolutions[0]);

    [Fact]
    public void A_binding_of_a_class_to_a_derived_unit_wins_over_the_class_itself() =>
        Assert.Equal(new Resolution.Unit("App.Fake"),
            Single(BuildGraph(Worker("A").Binding("Real", "Fake"), Unit("A", On("Real")), Unit("Real"), Unit("Fake").Providing("Real"))));

    [Fact]
    public void Nobody_provides_it_so_it_is_an_input() =>
        Assert.Equal(new Resolution.Input(), Single(BuildGraph(Worker(), Unit("A", On("Settings", isNullable: true)))));

    [Fact]
    public void Optional_and_not_in_the_composition_is_nothing() =>
        Assert.Equal(new Resolution.Absent(), Single(BuildGraph(Worker("A"), Unit("A", On("B", isNullable: true)), Unit("B"))));

    [Fact]
    public void Edges_carry_what_made_them()
    {
        var graph = BuildGraph(Worker(), Unit("A", On("B")).After("C"), Unit("B").Before("C"), Unit("C"));
        Assert.Equal(
            [("A", "B", "B b"), ("A", "C", "[DependsOn<C>]"), ("C", "B", "[StartsBefore<C>]")],
            graph.Edges.Select(edge => (edge.From[4..], edge.To[4..], edge.Label)));
    }

    [Fact]
    public void A_decorator_gets_the_other_provider_whatever_is_bound()
    {
        var (decorator, store) = (Unit("A", On("I")).Providing("I"), Unit("X").Providing("I"));
        Assert.Equal(new Resolution.Unit("App.X"), Single(BuildGraph(Worker(), decorator, store)));
        Assert.Equal(new Resolution.Unit("App.X"), Single(BuildGraph(Worker().Binding("I", "A"), decorator, store)));
        Assert.Equal(["A", "X"], Names(BuildGraph(Worker("A"), decorator, store)));
    }

    [Fact]
    public void A_decorator_of_several_is_ambiguous_between_the_others() =>
        Assert.Equal(
            new Resolution.Ambiguous(["App.X", "App.Y"]),
            Single(BuildGraph(Worker(), Unit("A", On("I")).Providing("I"), Unit("X").Providing("I"), Unit("Y").Providing("I"))));

    [Fact]
    public void A_composite_gets_the_list_without_itself() =>
        Assert.Equal(
            new Resolution.All(["App.X", "App.Y"]),
            Single(BuildGraph(Worker(), Unit("A", On("I", kind: DependencyKind.List)).Providing("I"), Unit("X").Providing("I"), Unit("Y").Providing("I"))));

    private static IEnumerable<string> Names(LifecycleGraph graph) => graph.Nodes.Select(node => node.Unit.Name);

    private static Resolution Single(LifecycleGraph graph) => graph["App.A"].Resolutions[0];
}
