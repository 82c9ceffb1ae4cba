using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Graph.Checks;

/// <summary>What the checks find and how they say it.</summary>
public class CheckTests
{
    [Fact]
    public void LCG1001_names_the_closed_path_with_the_place_of_each_edge() =>
        Assert.Equal(
            ["LCG1001: Api depends on itself through Cache: Api -> Cache (Cache cache, Api.cs:0) -> Store (IStore istore, Cache.cs:0) -> Api "
                + "(Api api, Store.cs:0). "
                + "Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take."],
            ListFindings(Worker(), Unit("Store", On("Api")).Providing("IStore"), Unit("Cache", On("IStore")), Unit("Api", On("Cache"))));

    [Fact]
    public void LCG1001_leaves_places_out_of_a_path_of_five()
    {
        var message = Assert.Single(ListFindings(Worker(), Unit("A", On("B")), Unit("B", On("C")), Unit("C", On("D")), Unit("D", On("E")), Unit("E", On("A"))));
        Assert.Contains("A -> B (B b) -> C (C c) -> D (D d) -> E (E e) -> A (A a).", message, StringComparison.Ordinal);
    }

    [Fact]
    public void LCG1001_is_not_found_in_a_dependency_that_is_there_twice() =>
        Assert.Empty(ListFindings(Worker(), Unit("A", On("B"), On("B")).After("B"), Unit("B")));

    [Fact]
    public void LCG1001_sees_orderings() =>
        Assert.Contains("A -> B (B b, A.cs:0) -> C (C c, B.cs:0) -> A ([StartsBefore<C>], A.cs:1)",
            Assert.Single(ListFindings(Worker(), Unit("A", On("B")).Before("C"), Unit("B", On("C")), Unit("C"))), StringComparison.Ordinal);

    [Fact]
    public void LCG1008_for_an_ordering_against_a_parameter_is_no_circle() =>
        Assert.Equal(
            ["LCG1008: [StartsBefore<B>] on A contradicts a dependency: B -> A ([StartsBefore<B>], A.cs:1) -> B (B b, A.cs:0). Remove it."],
            ListFindings(Worker(), Unit("A", On("B")).Before("B"), Unit("B")));

    [Fact]
    public void LCG1002_through_class_contract_and_list()
    {
        Assert.StartsWith("LCG1002: A depends on itself: A -> A (A a, A.cs:0).", Assert.Single(ListFindings(Worker(), Unit("A", On("A")))),
            StringComparison.Ordinal);
        Assert.StartsWith("LCG1002: ", Assert.Single(ListFindings(Worker(), Unit("A", On("I")).Providing("I"))), StringComparison.Ordinal);
        Assert.StartsWith("LCG1002: ", Assert.Single(ListFindings(Worker(), Unit("A", On("A", kind: DependencyKind.List)))), StringComparison.Ordinal);
    }

    [Fact]
    public void LCG1003_once_for_all_who_want_it()
    {
        var message = Assert.Single(ListFindings(Worker(), Unit("A", On("I")), Unit("B", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I")));
        Assert.Contains("X, Y", message, StringComparison.Ordinal);
        Assert.Contains("A (I i, A.cs:0), B (I i, B.cs:0)", message, StringComparison.Ordinal);
        Assert.Contains("[Bind<I, X>]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void LCG1003_is_settled_by_a_binding_or_a_mixin()
    {
        Assert.Empty(ListFindings(Worker().Binding("I", "Y"), Unit("A", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I")));
        Assert.Empty(ListFindings(Worker("A", "Y"), Unit("A", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I")));
        Assert.Single(ListFindings(Worker("A"), Unit("A", On("I")), Unit("X").Providing("I"), Unit("Y").Providing("I")));
    }

    [Fact]
    public void LCG1004_for_mixin_binding_and_orderings()
    {
        Assert.StartsWith("LCG1004: ", Assert.Single(ListFindings(Worker("Nobody"), Unit("A"))), StringComparison.Ordinal);
        Assert.StartsWith("LCG1004: ", Assert.Single(ListFindings(Worker().Binding("I", "Nobody"), Unit("A"))), StringComparison.Ordinal);
        Assert.StartsWith("LCG1004: ", Assert.Single(ListFindings(Worker(), Unit("A").After("Nobody"))), StringComparison.Ordinal);
        Assert.StartsWith("LCG1004: ", Assert.Single(ListFindings(Worker(), Unit("A").Before("Nobody"))), StringComparison.Ordinal);
    }

    [Fact]
    public void LCG1011_for_mixins_bindings_and_ids()
    {
        Assert.StartsWith("LCG1011: ", Assert.Single(ListFindings(Worker("A", "A"), Unit("A"))), StringComparison.Ordinal);
        Assert.StartsWith("LCG1011: ",
            Assert.Single(ListFindings(Worker().Binding("I", "A").Binding("I", "B"), Unit("A").Providing("I"), Unit("B").Providing("I"))),
            StringComparison.Ordinal);
        Assert.StartsWith("LCG1011: ", Assert.Single(ListFindings(Worker(), Unit("A"), Unit("B") with { Id = "App.A" })), StringComparison.Ordinal);
    }

    [Fact]
    public void LCG2006_for_two_of_a_name_and_for_taken_names()
    {
        Assert.StartsWith("LCG2006: ",
            Assert.Single(ListFindings(Worker(), Unit("A") with { Property = "Same" }, Unit("B") with { Property = "Same" })), StringComparison.Ordinal);
        Assert.StartsWith("LCG2006: ", Assert.Single(ListFindings(Worker(), Unit("State") with { Key = "State" })), StringComparison.Ordinal);
        Assert.StartsWith("LCG2006: ",
            Assert.Single(ListFindings(Worker() with { MemberNames = ["A", "AppA"] }, Unit("A"))), StringComparison.Ordinal);
        Assert.Empty(ListFindings(Worker(), Unit("A"),
            Unit("A") with { Key = "App.Other.A", Id = "App.Other.A", Type = new TypeRef("global::App.Other.A") }));
    }
}
