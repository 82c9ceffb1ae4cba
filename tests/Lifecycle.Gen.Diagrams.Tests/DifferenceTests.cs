using System.Xml.Linq;

namespace Lifecycle.Diagrams.Tests;

public class DifferenceTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_same_plan_has_no_difference()
    {
        var difference = PlanDifference.Between(Plan("a", "b:a"), Plan("a", "b:a"));
        Assert.True(difference.IsEmpty);
        Assert.Equal("W: no difference", difference.ToString());
    }

    [Fact]
    public void Units_and_dependencies_come_and_go()
    {
        var difference = PlanDifference.Between(Plan("a", "b:a", "gone:a"), Plan("a", "new", "b:new"));
        Assert.Equal("""
            W
              + new
              - gone <- a
              ~ b waits for +new, -a
            """.ReplaceLineEndings("\n"), difference.ToString());
    }

    [Fact]
    public void Of_an_order_only_what_moved_is_named()
    {
        var difference = PlanDifference.Between(Plan("a", "b", "c", "d", "e"), Plan("e", "a", "b", "c", "d"));
        Assert.Equal(["e"], difference.Reordered);
        Assert.Equal("W\n  ~ e: 5 -> 1 in the order", difference.ToString());
    }

    [Fact]
    public void Conditions_and_phases_are_compared()
    {
        var before = new WorkerPlan("W", () => ["a"], [0]);
        var after = new WorkerPlan("W", () => ["a"], [0])
        {
            Conditions = () => [(0, "IsWanted")],
            Phases = [new PlanPhase("Flush", -1, isAfter: false, PhaseOrder.Backward)],
        };
        Assert.Equal("W\n  ~ a: always -> if IsWanted\n  + phase Flush on request, backward", PlanDifference.Between(before, after).ToString());
        Assert.Equal("W\n  ~ a: if IsWanted -> always\n  - phase Flush on request, backward", PlanDifference.Between(after, before).ToString());
    }

    /// <summary>What waited for the other before may be waited for now: the former dependency would make a circle, and is in the text alone.</summary>
    [Fact]
    public void A_dependency_that_turned_round_has_a_picture()
    {
        var difference = PlanDifference.Between(Plan("a", "b:a"), Plan("b", "a:b"));
        Assert.Contains("~ b waits for -a", difference.ToString(), StringComparison.Ordinal);
        var edges = XDocument.Parse(difference.ToSvg()).Descendants(s_svg + "path").Where(path => path.Attribute("data-from") is not null);
        Assert.Equal("edge added", (string)Assert.Single(edges).Attribute("class")!);
    }

    [Fact]
    public void Every_difference_is_in_the_picture()
    {
        var picture = XDocument.Parse(PlanDifference.Between(Plan("a", "b:a", "gone:a", "c"), Plan("c", "a", "new", "b:a,new")).ToSvg());
        var nodes = picture.Descendants(s_svg + "g")
            .ToDictionary(node => (string)node.Attribute("data-unit")!, node => (string)node.Attribute("class")!, StringComparer.Ordinal);
        Assert.Equal("node added", nodes["new"]);
        Assert.Equal("node removed", nodes["gone"]);
        Assert.Equal("node moved", nodes["c"]);
        Assert.Equal("node", nodes["a"]);
    }

    /// <summary>Units as <c>id:dependency,dependency</c>.</summary>
    private static WorkerPlan Plan(params string[] units)
    {
        var ids = units.Select(unit => unit.Split(':')[0]).ToArray();
        var numbers = units.Select(unit => unit.Split(':').Skip(1).SelectMany(list => list.Split(',')).Select(id => (ushort)Array.IndexOf(ids, id)).ToArray());
        return new WorkerPlan("W", () => ids, numbers.SelectMany(list => list.Prepend((ushort)list.Length)).ToArray());
    }
}
