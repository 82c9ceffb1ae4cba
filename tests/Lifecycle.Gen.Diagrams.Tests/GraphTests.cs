using System.Globalization;
using System.Xml.Linq;
using Lifecycle.Runtime;

namespace Lifecycle.Diagrams.Tests;

/// <summary>What holds of every picture of a plan, whatever the plan.</summary>
public class GraphTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private static readonly int[] s_sizes = [1, 2, 10, 60, 300];

    public static TheoryData<int, int> Graphs => new((from size in s_sizes from seed in Enumerable.Range(1, 3) select (size, seed)).ToArray());

    [Theory]
    [MemberData(nameof(Graphs))]
    public void Units_do_not_overlap_and_stand_to_the_right_of_what_they_wait_for(int size, int seed)
    {
        var plan = Plans.Random(size, seed);
        var picture = XDocument.Parse(plan.ToSvg());
        var boxes = picture.Descendants(s_svg + "g")
            .ToDictionary(node => (string)node.Attribute("data-unit")!, node => Box.Of(node.Element(s_svg + "rect")!), StringComparer.Ordinal);

        Assert.Equal(plan.Units.Select(unit => unit.Id), boxes.Keys);
        Assert.Empty(from one in boxes from other in boxes where one.Key != other.Key && one.Value.Overlaps(other.Value) select $"{one.Key}, {other.Key}");
        Assert.Empty(
            from unit in plan.Units
            from dependency in unit.Dependencies
            where boxes[dependency].Right >= boxes[unit.Id].X
            select $"{unit.Id} <- {dependency}");
        var whole = Box.Of(picture.Root!.Element(s_svg + "rect")!);
        Assert.All(boxes.Values, box => Assert.True(box.X >= 0 && box.Y >= 0 && box.Right <= whole.Right && box.Bottom <= whole.Bottom));
    }

    [Fact]
    public void Every_order_between_two_units_can_be_seen()
    {
        var plan = Plans.Random(60, seed: 4);
        var picture = XDocument.Parse(plan.ToSvg());
        var arrows = picture.Descendants(s_svg + "path").Where(path => path.Attribute("data-from") is not null)
            .ToLookup(path => (int)path.Attribute("data-from")!, path => (int)path.Attribute("data-to")!);
        var index = plan.Units.Select((unit, slot) => (unit.Id, slot)).ToDictionary(pair => pair.Id, pair => pair.slot, StringComparer.Ordinal);

        Assert.All(plan.Units, unit => Assert.All(unit.Dependencies, dependency => Assert.Contains(index[dependency], ReachedFrom(index[unit.Id]))));
        Assert.True(arrows.Sum(group => group.Count()) < plan.Units.Sum(unit => unit.Dependencies.Count), "No arrow was left out.");

        HashSet<int> ReachedFrom(int slot)
        {
            var reached = new HashSet<int>();
            var open = new Stack<int>([slot]);
            while (open.TryPop(out var next))
            {
                foreach (var other in arrows[next].Where(reached.Add))
                    open.Push(other);
            }

            return reached;
        }
    }

    /// <summary>A picture of 300 units fits on a few screens, and none of its columns is a tape.</summary>
    [Fact]
    public void A_plan_of_300_units_keeps_a_shape_that_can_be_looked_at()
    {
        var whole = Box.Of(XDocument.Parse(Plans.Random(300, seed: 5).ToSvg()).Root!.Element(s_svg + "rect")!);
        Assert.InRange(whole.Width / whole.Height, 0.5, 5);
        Assert.InRange(whole.Width * whole.Height, 0, 4000 * 3000);
    }

    [Fact]
    public void Two_hundred_units_that_wait_for_nothing_stand_in_several_columns()
    {
        var plan = new WorkerPlan("Flat", () => [.. Enumerable.Range(0, 200).Select(i => $"Unit{i:000}")], new ushort[200]);
        var columns = XDocument.Parse(plan.ToSvg()).Descendants(s_svg + "g").Select(node => Box.Of(node.Element(s_svg + "rect")!).X).Distinct().Count();
        Assert.InRange(columns, 4, 20);
    }

    [Fact]
    public void Names_are_short_where_they_stay_different_and_whole_where_not()
    {
        var picture = new WorkerPlan("W", () => ["A.B.Store", "C.Store", "A.B.Api", "A.Repository<A.B.Order>", "A.Consumer[a.b]"], new ushort[5]).ToSvg();
        Assert.Equal(["A.B.Store", "C.Store", "Api", "Repository<Order>", "Consumer[a.b]"], LabelsOf(picture));
    }

    [Fact]
    public void Text_that_means_something_in_XML_stays_text()
    {
        var picture = new WorkerPlan("W<\"&>", () => ["List<A&B>[\"x\u0001\"]", "</svg><script>alert(1)</script>"], new ushort[2]).ToSvg();
        Assert.Equal("Plan of W<\"&>", XDocument.Parse(picture).Root!.Element(s_svg + "title")!.Value);
        Assert.Empty(XDocument.Parse(picture).Descendants(s_svg + "script"));
    }

    [Fact]
    public void Conditions_requests_and_phases_are_in_the_picture()
    {
        var plan = new WorkerPlan("W", () => ["Cache", "Report", "W"], [0, 0, 1, 0])
        {
            Conditions = () => [(0, "IsWanted")],
            OnRequest = [1, 0],
            Phases = [new PlanPhase("Warmup", 0x200, isAfter: true, PhaseOrder.Forward)],
        };
        var nodes = XDocument.Parse(plan.ToSvg()).Descendants(s_svg + "g").ToDictionary(node => (string)node.Attribute("data-unit")!, StringComparer.Ordinal);
        Assert.Equal("node conditional", (string)nodes["Cache"].Attribute("class")!);
        Assert.Contains("if IsWanted", nodes["Cache"].Value, StringComparison.Ordinal);
        Assert.Equal("node request", (string)nodes["Report"].Attribute("class")!);
        Assert.Equal("node worker", (string)nodes["W"].Attribute("class")!);
        Assert.Contains("Phases: Warmup after OnStartup, forward", plan.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Extensions_are_round_and_name_their_point()
    {
        var plan = new WorkerPlan("W", () => ["App.Json", "App.Csv", "App.Printer"], [0, 0, 2, 0, 1])
        {
            Details = new PlanDetails(
                [new PlanInput("output", "System.IO.TextWriter", isOptional: false, ["App.Printer"])],
                [new PlanExtensionPoint("App.IFormat", ["App.Csv", "App.Json"]), new PlanExtensionPoint("App.IProbe", [])]),
        };
        var picture = XDocument.Parse(plan.ToSvg());
        var nodes = picture.Descendants(s_svg + "g").ToDictionary(node => (string)node.Attribute("data-unit")!, StringComparer.Ordinal);
        Assert.Equal(["node extension", "node extension", "node"], nodes.Values.Select(node => (string)node.Attribute("class")!));
        Assert.Equal("extends IFormat", nodes["App.Json"].Elements(s_svg + "text").Last().Value);
        Assert.Equal(2, nodes.Values.Select(node => (string)node.Element(s_svg + "rect")!.Attribute("rx")!).Distinct().Count());
        var text = string.Join(' ', picture.Root!.Elements(s_svg + "text").Select(line => line.Value.Trim()));
        Assert.Contains(
            "Round: extends an extension point. IFormat: Csv, Json; IProbe: no extension Inputs: TextWriter output", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_below_a_graph_makes_it_no_wider()
    {
        string[] units = [.. Enumerable.Range(0, 40).Select(i => $"Format{i:00}")];
        var plan = new WorkerPlan("W", () => units, new ushort[40]) { Details = new PlanDetails([], [new PlanExtensionPoint("IFormat", units)]) };
        var picture = XDocument.Parse(plan.ToSvg());
        var whole = Box.Of(picture.Root!.Element(s_svg + "rect")!);
        var lines = picture.Root!.Elements(s_svg + "text").Where(line => (string?)line.Attribute("class") == "mute small").ToList();
        Assert.InRange(lines.Count, 3, 40);
        Assert.All(lines, line => Assert.InRange(double.Parse((string)line.Attribute("y")!, CultureInfo.InvariantCulture), 0, whole.Height));
        Assert.InRange(whole.Width, 0, 700);
        var words = lines.SelectMany(line => line.Value.Split([' ', '\u00A0', ',']));
        Assert.Equal(units, words.Where(word => word.StartsWith("Format", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_worker_without_units_has_a_picture() =>
        Assert.Contains("No unit waits for another.", new WorkerPlan("Empty", () => [], []).ToSvg(), StringComparison.Ordinal);

    private static IEnumerable<string> LabelsOf(string picture) =>
        XDocument.Parse(picture).Descendants(s_svg + "text").Where(text => (string?)text.Attribute("class") == "label").Select(text => text.Value);

    private sealed record Box(double X, double Y, double Width, double Height)
    {
        public double Right => X + Width;

        public double Bottom => Y + Height;

        public static Box Of(XElement rectangle) => new(Read(rectangle, "x"), Read(rectangle, "y"), Read(rectangle, "width"), Read(rectangle, "height"));

        public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

        private static double Read(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
    }
}
