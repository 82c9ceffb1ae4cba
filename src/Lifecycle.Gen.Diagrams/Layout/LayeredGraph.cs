using System.Runtime.InteropServices;

namespace Lifecycle.Layout;

/// <summary>A graph to be laid out in layers, from left to right: what a node waits for is to the left of it.</summary>
/// <param name="nodes">The sizes of the nodes, in the order in which they are drawn where edges leave it open.</param>
/// <param name="edges">From a node to one that it waits for; without circles.</param>
internal sealed class LayeredGraph(IReadOnlyList<NodeSize> nodes, IReadOnlyList<(int From, int To)> edges)
{
    /// <summary>The number of nodes.</summary>
    public int Count => nodes.Count;

    /// <summary>The edges.</summary>
    public IReadOnlyList<(int From, int To)> Edges => edges;

    /// <summary>For each node the nodes that it waits for.</summary>
    public int[][] Before { get; } = Group(nodes.Count, edges, static edge => (edge.From, edge.To));

    /// <summary>For each node the nodes that wait for it.</summary>
    public int[][] After { get; } = Group(nodes.Count, edges, static edge => (edge.To, edge.From));

    /// <summary>The size of a node.</summary>
    public NodeSize SizeOf(int node) => nodes[node];

    /// <summary>The nodes in an order in which each comes after all that it waits for, and otherwise as given.</summary>
    public int[] TopologicalOrder()
    {
        var open = new int[Count];
        var ready = new PriorityQueue<int, int>();
        for (var node = 0; node < Count; node++)
        {
            open[node] = Before[node].Length;
            if (open[node] == 0)
                ready.Enqueue(node, node);
        }

        var order = new int[Count];
        var at = 0;
        while (ready.TryDequeue(out var node, out _))
        {
            order[at++] = node;
            foreach (var next in After[node])
            {
                if (--open[next] == 0)
                    ready.Enqueue(next, next);
            }
        }

        return at == Count ? order : throw new ArgumentException("The graph has a circle.", nameof(edges));
    }

    private static int[][] Group(int count, IReadOnlyList<(int From, int To)> edges, Func<(int From, int To), (int Key, int Value)> select)
    {
        var lists = new List<int>[count];
        for (var i = 0; i < count; i++)
            lists[i] = [];

        foreach (var edge in edges)
        {
            var (key, value) = select(edge);
            lists[key].Add(value);
        }

        return Array.ConvertAll(lists, static list => list.ToArray());
    }
}

/// <summary>The size of a node in pixels.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeSize(double Width, double Height);

/// <summary>A place in pixels.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(double X, double Y);
