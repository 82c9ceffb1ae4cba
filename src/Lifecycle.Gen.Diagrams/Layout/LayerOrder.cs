namespace Lifecycle.Layout;

/// <summary>
/// The order of the points within each layer. Points are the nodes of a graph and, for edges that pass layers, one in each layer between. A point moves to the
/// mean of its neighbours in the layer beside it, to and fro, and of all orders the one with the fewest crossings is taken.
/// </summary>
internal sealed class LayerOrder
{
    private const int Sweeps = 16;

    private readonly List<List<int>> _layers = [];
    private readonly List<List<int>> _left = [];
    private readonly List<List<int>> _right = [];
    private readonly List<int[]> _routes = [];
    private readonly List<int> _place = [];

    public LayerOrder(LayeredGraph graph, int[] layers, IReadOnlyList<(int From, int To)> edges)
    {
        Nodes = graph.Count;
        foreach (var node in graph.TopologicalOrder())
        {
            while (_layers.Count <= layers[node])
                _layers.Add([]);
        }

        for (var node = 0; node < graph.Count; node++)
            AddPoint(layers[node]);

        foreach (var (from, to) in edges)
        {
            var route = new List<int> { from };
            for (var layer = layers[from] - 1; layer > layers[to]; layer--)
            {
                Link(_place.Count, route[^1]);
                route.Add(AddPoint(layer));
            }

            Link(to, route[^1]);
            route.Add(to);
            _routes.Add([.. route]);
        }

        Improve();
    }

    /// <summary>The number of points that are nodes; those are the first.</summary>
    public int Nodes { get; }

    /// <summary>The number of points.</summary>
    public int Count => _place.Count;

    /// <summary>The points of each layer from top to bottom.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Layers => _layers;

    /// <summary>For each edge its points, from the node that waits to the one that it waits for.</summary>
    public IReadOnlyList<int[]> Routes => _routes;

    /// <summary>The neighbours of a point in the layer to the left of it.</summary>
    public IReadOnlyList<int> LeftOf(int point) => Of(_left, point);

    /// <summary>The neighbours of a point in the layer to the right of it.</summary>
    public IReadOnlyList<int> RightOf(int point) => Of(_right, point);

    private static List<int> Of(List<List<int>> lists, int point)
    {
        while (lists.Count <= point)
            lists.Add([]);

        return lists[point];
    }

    private int AddPoint(int layer)
    {
        _place.Add(_layers[layer].Count);
        _layers[layer].Add(_place.Count - 1);
        return _place.Count - 1;
    }

    private void Link(int left, int right)
    {
        Of(_right, left).Add(right);
        Of(_left, right).Add(left);
    }

    private void Improve()
    {
        var fewest = CountCrossings();
        var best = Copy();
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            if (sweep % 2 == 0)
            {
                for (var layer = 1; layer < _layers.Count; layer++)
                    Sort(layer, _left);
            }
            else
            {
                for (var layer = _layers.Count - 2; layer >= 0; layer--)
                    Sort(layer, _right);
            }

            var crossings = CountCrossings();
            if (crossings >= fewest)
                continue;

            fewest = crossings;
            best = Copy();
        }

        for (var layer = 0; layer < _layers.Count; layer++)
            SetOrder(layer, best[layer]);
    }

    private void Sort(int layer, List<List<int>> beside)
    {
        var means = new Dictionary<int, double>();
        var other = _layers[ReferenceEquals(beside, _left) ? layer - 1 : layer + 1];
        foreach (var point in _layers[layer])
        {
            var sum = 0.0;
            foreach (var neighbour in Of(beside, point))
                sum += (double)_place[neighbour] / Math.Max(1, other.Count - 1);

            var count = Of(beside, point).Count;
            means[point] = count > 0 ? sum / count : (double)_place[point] / Math.Max(1, _layers[layer].Count - 1);
        }

        SetOrder(layer, [.. _layers[layer].OrderBy(point => means[point])]);
    }

    private void SetOrder(int layer, List<int> points)
    {
        _layers[layer] = points;
        for (var i = 0; i < points.Count; i++)
            _place[points[i]] = i;
    }

    private List<List<int>> Copy() => _layers.ConvertAll(static layer => layer.ToList());

    private long CountCrossings()
    {
        var crossings = 0L;
        for (var layer = 1; layer < _layers.Count; layer++)
        {
            // From top to bottom on this side: an edge crosses those before it that end below it on the other.
            var ends = new int[_layers[layer - 1].Count + 1];
            var total = 0;
            foreach (var point in _layers[layer])
            {
                foreach (var neighbour in Of(_left, point))
                    crossings += total - SumTo(ends, _place[neighbour]);

                foreach (var neighbour in Of(_left, point))
                {
                    total++;
                    for (var i = _place[neighbour] + 1; i < ends.Length; i += i & -i)
                        ends[i]++;
                }
            }
        }

        return crossings;
    }

    /// <summary>How many ends are at a place or above it, from the sums of a binary indexed tree.</summary>
    private static int SumTo(int[] ends, int place)
    {
        var sum = 0;
        for (var i = place + 1; i > 0; i -= i & -i)
            sum += ends[i];

        return sum;
    }
}
