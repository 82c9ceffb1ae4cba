namespace Lifecycle.Layout;

/// <summary>Edges that a path of other edges implies. A drawing without them says the same about the order and is far easier to read.</summary>
internal static class ImpliedEdges
{
    private const int BitsPerWord = 64;

    /// <summary>Whether each edge is implied.</summary>
    public static bool[] Find(LayeredGraph graph)
    {
        var words = (graph.Count + BitsPerWord - 1) / BitsPerWord;
        var reach = new ulong[graph.Count][];
        foreach (var node in graph.TopologicalOrder())
        {
            var mine = reach[node] = new ulong[words];
            foreach (var before in graph.Before[node])
            {
                mine[before / BitsPerWord] |= 1UL << (before % BitsPerWord);
                for (var word = 0; word < words; word++)
                    mine[word] |= reach[before][word];
            }
        }

        var implied = new bool[graph.Edges.Count];
        for (var i = 0; i < implied.Length; i++)
        {
            var (from, to) = graph.Edges[i];
            foreach (var other in graph.Before[from])
            {
                if (other != to && (reach[other][to / BitsPerWord] & (1UL << (to % BitsPerWord))) != 0)
                    implied[i] = true;
            }
        }

        return implied;
    }
}
