using System.Globalization;
using System.Text;
using Lifecycle.Layout;

namespace Lifecycle.Drawing;

/// <summary>A node of a drawing.</summary>
/// <param name="Id">The id of the unit.</param>
/// <param name="Label">What is written in it.</param>
/// <param name="Note">A second, smaller line; <see langword="null"/> for none.</param>
/// <param name="Classes">What its look depends on.</param>
/// <param name="Title">What appears beside the pointer.</param>
internal sealed record GraphNode(string Id, string Label, string? Note, string Classes, string Title)
{
    /// <summary>Whether its corners are round.</summary>
    public bool IsRound { get; init; }
}

/// <summary>An edge of a drawing, from a node to one that it waits for.</summary>
/// <param name="From">The index of the one.</param>
/// <param name="To">The index of the other.</param>
/// <param name="Classes">What its look depends on; one with a class of its own is drawn although others imply it.</param>
internal sealed record GraphEdge(int From, int To, string Classes = "");

/// <summary>Draws a graph in layers.</summary>
internal static class GraphDrawing
{
    private const double Margin = 16;
    private const double HeadHeight = 44;
    private const double LineHeight = 15;
    private const double NodeHeight = 23;
    private const double NodeHeightWithNote = 36;
    private const double Padding = 8;
    private const double TipLength = 6;
    private const double TipHalf = 3;
    private const double LeastWidth = 420;

    /// <summary>The picture.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="description">The same as text, for screen readers.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="edges">The edges, without a circle.</param>
    /// <param name="lines">What is written below it.</param>
    public static string Draw(
        string title, string description, IReadOnlyList<GraphNode> nodes, IReadOnlyList<GraphEdge> edges, IReadOnlyList<string> lines)
    {
        var graph = new LayeredGraph(nodes.Select(SizeOf).ToList(), edges.Select(static edge => (edge.From, edge.To)).ToList());
        var implied = ImpliedEdges.Find(graph);
        var drawn = edges.Where((edge, i) => !implied[i] || edge.Classes.Length > 0).ToList();
        var placement = new Placement(graph, drawn.Select(static edge => (edge.From, edge.To)).ToList());
        var legend = LegendOf(edges.Count, edges.Count - drawn.Count);
        var inner = Math.Max(placement.Width, Math.Max(LeastWidth, Theme.WidthOf(title, Theme.HeadingSize)));
        var all = lines.Append(legend).SelectMany(line => Wrap(line, (int)(inner / Theme.WidthOf(" ", Theme.SmallSize)))).ToList();
        var width = inner + (2 * Margin);
        var height = placement.Height + HeadHeight + (all.Count * LineHeight) + (2 * Margin);

        var svg = new SvgText(width, height, title, description);
        svg.Text(Margin, Margin + LineHeight, title, "heading");
        DrawEdges(svg, drawn, placement.Ways());
        DrawNodes(svg, nodes, graph, placement.Corners());
        for (var i = 0; i < all.Count; i++)
            svg.Text(Margin, HeadHeight + placement.Height + Margin + ((i + 1) * LineHeight), all[i], "mute small");

        return svg.End();
    }

    private static NodeSize SizeOf(GraphNode node) => new(
        (2 * Padding) + Math.Max(Theme.WidthOf(node.Label), node.Note is null ? 0 : Theme.WidthOf(node.Note, Theme.SmallSize)),
        node.Note is null ? NodeHeight : NodeHeightWithNote);

    /// <summary>Breaks a text at spaces, so that it makes no picture wider than its graph; what follows is indented.</summary>
    private static IEnumerable<string> Wrap(string text, int most)
    {
        for (var indent = ""; text.Length > 0; indent = "\u00A0\u00A0")
        {
            var room = most - indent.Length;
            var end = text.Length <= room ? text.Length : text.LastIndexOf(' ', room);
            if (end <= 0)
                end = text.IndexOf(' ', 1) is > 0 and var next ? next : text.Length;

            yield return indent + text[..end];
            text = text[end..].TrimStart(' ');
        }
    }

    private static string LegendOf(int edges, int omitted) =>
        (edges == 0 ? "No unit waits for another."
            : "From left to right: the order of the start. An arrow leads from a unit to one that it waits for.")
        + (omitted == 0 ? "" : $" {omitted} of {edges} dependencies follow from others and have no arrow.");

    private static void DrawEdges(SvgText svg, List<GraphEdge> edges, IReadOnlyList<IReadOnlyList<Place>> ways)
    {
        for (var i = 0; i < ways.Count; i++)
        {
            var classes = edges[i].Classes.Length == 0 ? "" : " " + edges[i].Classes;
            var ends = string.Create(CultureInfo.InvariantCulture, $" data-from=\"{edges[i].From}\" data-to=\"{edges[i].To}\"");
            svg.Path(CurveOf(ways[i]), "edge" + classes, ends);
            var tip = ways[i][^1];
            svg.Path(
                $"M{Pair(Margin + tip.X, HeadHeight + tip.Y)}l{Pair(TipLength, -TipHalf)}v{SvgText.Number(2 * TipHalf)}z",
                "tip" + classes);
        }
    }

    private static string CurveOf(IReadOnlyList<Place> way)
    {
        var path = new StringBuilder();
        for (var i = 0; i < way.Count; i++)
        {
            var (x, y) = (Margin + way[i].X, HeadHeight + way[i].Y);
            if (i == way.Count - 1)
                x += TipLength;

            if (i == 0)
            {
                path.Append('M').Append(Pair(x, y));
            }
            else if (i % 2 == 0)
            {
                // Across a layer that the edge passes.
                path.Append('L').Append(Pair(x, y));
            }
            else
            {
                var middle = (x + Margin + way[i - 1].X) / 2;
                path.Append('C').Append(Pair(middle, HeadHeight + way[i - 1].Y)).Append(' ').Append(Pair(middle, y)).Append(' ').Append(Pair(x, y));
            }
        }

        return path.ToString();
    }

    private static string Pair(double x, double y) => $"{SvgText.Number(x)} {SvgText.Number(y)}";

    private static void DrawNodes(SvgText svg, IReadOnlyList<GraphNode> nodes, LayeredGraph graph, IReadOnlyList<Place> corners)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var size = graph.SizeOf(i);
            var (x, y) = (Margin + corners[i].X, HeadHeight + corners[i].Y);
            svg.Open(nodes[i].Classes.Length == 0 ? "node" : "node " + nodes[i].Classes, nodes[i].Title, nodes[i].Id);
            svg.Rectangle(x, y, size.Width, size.Height, "box", radius: nodes[i].IsRound ? NodeHeight / 2 : 4);
            svg.Text(x + Padding, y + LineHeight, nodes[i].Label, "label");
            if (nodes[i].Note is { } note)
                svg.Text(x + Padding, y + (2 * LineHeight) - 1, note, "mute small");

            svg.Close();
        }
    }
}
