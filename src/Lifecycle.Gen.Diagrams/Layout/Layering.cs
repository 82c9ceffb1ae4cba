namespace Lifecycle.Layout;

/// <summary>Gives each node a layer: after those of all that it waits for, and no layer with too many nodes to be looked at.</summary>
internal static class Layering
{
    private const int LeastWidth = 8;

    /// <summary>With columns twice as long as there are of them, a graph of some hundred nodes has about the shape of a screen.</summary>
    private const double Shape = 2;

    /// <summary>The layer of each node, from 0.</summary>
    public static int[] Assign(LayeredGraph graph)
    {
        var order = graph.TopologicalOrder();
        var most = Math.Max(LeastWidth, (int)Math.Ceiling(Shape * Math.Sqrt(graph.Count)));
        var layers = new int[graph.Count];
        var filled = new List<int>();
        foreach (var node in order)
        {
            var layer = 0;
            foreach (var before in graph.Before[node])
                layer = Math.Max(layer, layers[before] + 1);

            while (layer < filled.Count && filled[layer] >= most)
                layer++;

            while (filled.Count <= layer)
                filled.Add(0);

            layers[node] = layer;
            filled[layer]++;
        }

        PullRight(graph, order, layers, filled, most);
        return layers;
    }

    /// <summary>What has nothing before it stands beside what waits for it, so that no edge is longer than it has to be.</summary>
    private static void PullRight(LayeredGraph graph, int[] order, int[] layers, List<int> filled, int most)
    {
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var node = order[i];
            if (graph.After[node].Length == 0 || graph.Before[node].Length > 1)
                continue;

            var last = int.MaxValue;
            foreach (var after in graph.After[node])
                last = Math.Min(last, layers[after] - 1);

            while (last > layers[node] && filled[last] >= most)
                last--;

            filled[layers[node]]--;
            filled[last]++;
            layers[node] = last;
        }
    }
}
