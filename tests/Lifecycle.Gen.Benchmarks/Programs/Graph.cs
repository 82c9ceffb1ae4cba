namespace Lifecycle.Benchmarks.Programs;

/// <summary>Which unit waits for which (always for lower numbers), and how long its hooks take.</summary>
/// <param name="Dependencies">For each unit the units that it takes.</param>
/// <param name="Milliseconds">For each unit how long its startup and its shutdown take.</param>
internal sealed record Graph(int[][] Dependencies, int[] Milliseconds)
{
    public int Count => Dependencies.Length;

    /// <summary>The longest way through the graph, which no correct start can beat.</summary>
    public int LongestChain
    {
        get
        {
            var end = new int[Count];
            for (var unit = 0; unit < Count; unit++)
                end[unit] = Milliseconds[unit] + Dependencies[unit].Select(dependency => end[dependency]).DefaultIfEmpty().Max();
            return end.Max();
        }
    }

    /// <summary>For each unit how many others are in the longest way to it.</summary>
    public int[] Layers
    {
        get
        {
            var layers = new int[Count];
            for (var unit = 0; unit < Count; unit++)
                layers[unit] = Dependencies[unit].Select(dependency => layers[dependency] + 1).DefaultIfEmpty().Max();
            return layers;
        }
    }

    /// <summary>Layers of equal width; a unit takes three units of the layer before its own.</summary>
    public static Graph Layered(int count)
    {
        var width = Math.Max(3, count / 10);
        var dependencies = new int[count][];
        for (var unit = 0; unit < count; unit++)
        {
            var layer = unit / width;
            dependencies[unit] = layer == 0
                ? []
                : [.. Enumerable.Range(0, 3).Select(i => ((layer - 1) * width) + ((unit + i) % width)).Order()];
        }

        return new Graph(dependencies, new int[count]);
    }

    /// <summary>64 units of uneven length in eight layers; the seed is the first whose longest chain is the wanted one.</summary>
    public static Graph Uneven(int longestChain)
    {
        for (var seed = 0; ; seed++)
        {
            // Not for secrets: the same seed must give the same graph everywhere.
#pragma warning disable CA5394
            var random = new Random(seed);
            int[] milliseconds = [.. Enumerable.Range(0, 64).Select(_ => random.Next(4) == 0 ? random.Next(25, 40) : random.Next(5, 20))];
            int[][] dependencies = [.. Enumerable.Range(0, 64).Select(unit => unit < 8
                ? Array.Empty<int>()
                : [.. Enumerable.Range(0, 2).Select(_ => (((unit / 8) - 1) * 8) + random.Next(8)).Distinct().Order()])];
#pragma warning restore CA5394
            var graph = new Graph(dependencies, milliseconds);
            if (graph.LongestChain == longestChain)
                return graph;
        }
    }

    /// <summary>The data that a plan is made of: for each unit the number of its dependencies, then their places.</summary>
    public IEnumerable<int> Flat() => Dependencies.SelectMany(own => own.Prepend(own.Length));
}
