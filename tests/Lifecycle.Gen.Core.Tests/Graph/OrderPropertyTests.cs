using FsCheck;
using FsCheck.Fluent;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Graph;

/// <summary>What holds for every graph.</summary>
public class OrderPropertyTests
{
    /// <summary>Edges between up to 12 units: from a higher to a lower number, so that there is no circle.</summary>
    private static readonly Arbitrary<(int From, int To)[]> s_acyclic = Edges((from, to) => from > to);

    private static readonly Arbitrary<(int From, int To)[]> s_any = Edges((from, to) => from != to);

    [Fact]
    public void The_order_respects_every_edge_and_the_plan_points_backwards() =>
        Prop.ForAll(s_acyclic, edges =>
        {
            var plan = BuildPlan(Worker(), Units(edges));
            return plan.Fault is null
                && plan.Units.Count == 12
                && plan.Units.Select((unit, slot) => unit.WaitsFor.All(other => other < slot)).All(holds => holds)
                && edges.All(edge => plan.Units[Slot(plan, edge.From)].WaitsFor.Contains(Slot(plan, edge.To)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_plan_is_the_same_in_whatever_order_units_are_found() =>
        Prop.ForAll(s_any, edges =>
        {
            var units = Units(edges);
            var plan = BuildPlan(Worker(), units);
            return plan == BuildPlan(Worker(), [.. units.Reverse()])
                && plan == BuildPlan(Worker(), [.. units.OrderBy(unit => unit.Key.GetHashCode(StringComparison.Ordinal))]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_circle_is_found_when_there_is_one_and_the_first_is_a_shortest() =>
        Prop.ForAll(s_any, edges =>
        {
            var graph = BuildGraph(Worker(), Units(edges));
            var found = new CycleCheck().Check(graph).ToList();
            var shortest = ShortestCircle(edges);
            return shortest is null
                ? found.Count == 0 && StageOrder.Of(graph).Count == 12
                : found.Count > 0 && found[0].Chain.Count + 1 == shortest && StageOrder.Of(graph).Count < 12;
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int From, int To)[]> Edges(Func<int, int, bool> isWanted) =>
        FsCheck.Fluent.Gen.Choose(0, 11).Two().Select(pair => (From: pair.Item1, To: pair.Item2)).Where(edge => isWanted(edge.From, edge.To)).ArrayOf()
            .ToArbitrary();

    private static UnitShape[] Units((int From, int To)[] edges) =>
        [.. Enumerable.Range(0, 12).Select(i => Unit(Name(i), [.. edges.Where(edge => edge.From == i).Select(edge => On(Name(edge.To)))]))];

    /// <summary>Names whose order has nothing to do with the numbers.</summary>
    private static string Name(int i) => $"U{(i * 5) % 12:x}";

    private static int Slot(LifecyclePlan plan, int i) => plan.Units.Select(unit => unit.Name).ToList().IndexOf(Name(i));

    /// <summary>Powers of the relation, the slow way.</summary>
    private static int? ShortestCircle((int From, int To)[] edges)
    {
        var paths = edges.ToHashSet();
        for (var length = 1; length <= 12; length++)
        {
            if (paths.Any(path => path.From == path.To))
                return length;

            paths = [.. from path in paths from edge in edges where path.To == edge.From select (path.From, edge.To)];
        }

        return null;
    }
}
