namespace Lifecycle.Layout;

/// <summary>The places of the nodes and the ways of the edges.</summary>
internal sealed class Placement
{
    private const double NodeGap = 9;
    private const double EdgeGap = 5;
    private const double LeastColumnGap = 46;
    private const double MostColumnGap = 150;
    private const double GapPerEdge = 1.4;
    private const int Rounds = 12;

    private readonly LayeredGraph _graph;
    private readonly LayerOrder _order;
    private readonly double[] _y;
    private readonly double[] _left;
    private readonly double[] _width;

    /// <summary>Lays out a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="edges">Those of its edges that are drawn.</param>
    public Placement(LayeredGraph graph, IReadOnlyList<(int From, int To)> edges)
    {
        _graph = graph;
        _order = new LayerOrder(graph, Layering.Assign(graph), edges);
        _y = new double[_order.Count];
        _left = new double[_order.Layers.Count];
        _width = new double[_order.Layers.Count];
        PlaceColumns();
        PlaceRows();
    }

    /// <summary>The width of the whole.</summary>
    public double Width => _left.Length == 0 ? 0 : _left[^1] + _width[^1];

    /// <summary>The height of the whole.</summary>
    public double Height { get; private set; }

    /// <summary>The upper left corners of the nodes.</summary>
    public IReadOnlyList<Place> Corners()
    {
        var corners = new Place[_graph.Count];
        for (var layer = 0; layer < _order.Layers.Count; layer++)
        {
            foreach (var point in _order.Layers[layer])
            {
                if (point < _graph.Count)
                    corners[point] = new Place(_left[layer], _y[point] - (_graph.SizeOf(point).Height / 2));
            }
        }

        return corners;
    }

    /// <summary>
    /// The ways of the edges, from the node that waits to the one that it waits for: a bend leads to each odd place, a straight line to each even one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Place>> Ways()
    {
        var layers = new int[_order.Count];
        for (var layer = 0; layer < _order.Layers.Count; layer++)
        {
            foreach (var point in _order.Layers[layer])
                layers[point] = layer;
        }

        return _order.Routes.Select(route => WayOf(route, layers)).ToList();
    }

    private List<Place> WayOf(int[] route, int[] layers)
    {
        var way = new List<Place>();
        for (var i = 0; i < route.Length; i++)
        {
            var layer = layers[route[i]];
            if (i > 0)
                way.Add(new Place(_left[layer] + (i == route.Length - 1 ? _graph.SizeOf(route[i]).Width : _width[layer]), _y[route[i]]));
            if (i < route.Length - 1)
                way.Add(new Place(_left[layer], _y[route[i]]));
        }

        return way;
    }

    private void PlaceColumns()
    {
        var x = 0.0;
        for (var layer = 0; layer < _left.Length; layer++)
        {
            var edges = 0;
            foreach (var point in _order.Layers[layer])
            {
                edges += _order.LeftOf(point).Count;
                if (point < _graph.Count)
                    _width[layer] = Math.Max(_width[layer], _graph.SizeOf(point).Width);
            }

            if (layer > 0)
                x += Math.Clamp(edges * GapPerEdge, LeastColumnGap, MostColumnGap);
            _left[layer] = x;
            x += _width[layer];
        }
    }

    private void PlaceRows()
    {
        foreach (var layer in _order.Layers)
            PlaceColumn(layer, static (_, _) => 0, static _ => 1);

        for (var round = 0; round < Rounds; round++)
        {
            var isForward = round % 2 == 0;
            for (var i = 0; i < _order.Layers.Count; i++)
                PlaceColumn(_order.Layers[isForward ? i : _order.Layers.Count - 1 - i], MeanOfNeighbours, Weight);
        }

        var top = double.MaxValue;
        var bottom = 0.0;
        for (var point = 0; point < _order.Count; point++)
            top = Math.Min(top, _y[point] - (HeightOf(point) / 2));

        for (var point = 0; point < _order.Count; point++)
        {
            _y[point] -= top;
            bottom = Math.Max(bottom, _y[point] + (HeightOf(point) / 2));
        }

        Height = bottom;
    }

    private double HeightOf(int point) => point < _graph.Count ? _graph.SizeOf(point).Height : EdgeGap;

    private double MeanOfNeighbours(int point, double y)
    {
        var sum = 0.0;
        var count = _order.LeftOf(point).Count + _order.RightOf(point).Count;
        foreach (var neighbour in _order.LeftOf(point))
            sum += _y[neighbour];
        foreach (var neighbour in _order.RightOf(point))
            sum += _y[neighbour];

        return count == 0 ? y : sum / count;
    }

    /// <summary>Bends of edges give way last, so that long edges are straight.</summary>
    private double Weight(int point) => point >= _graph.Count ? 4 : Math.Max(0.25, _order.LeftOf(point).Count + _order.RightOf(point).Count);

    /// <summary>
    /// Places the points of a column as near as possible to where each wants to be, in their order and with room between: the least sum of squares, by pooling
    /// neighbours that want to be in each other's place.
    /// </summary>
    private void PlaceColumn(IReadOnlyList<int> column, Func<int, double, double> wanted, Func<int, double> weigh)
    {
        var blocks = new List<(double Mean, double Weight, int Count)>();
        var offsets = new double[column.Count];
        for (var i = 0; i < column.Count; i++)
        {
            if (i > 0)
            {
                var gap = column[i] < _graph.Count || column[i - 1] < _graph.Count ? NodeGap : 0;
                offsets[i] = offsets[i - 1] + ((HeightOf(column[i - 1]) + HeightOf(column[i])) / 2) + gap;
            }

            var block = (Mean: wanted(column[i], _y[column[i]]) - offsets[i], Weight: weigh(column[i]), Count: 1);
            while (blocks.Count > 0 && blocks[^1].Mean > block.Mean)
            {
                var before = blocks[^1];
                var weight = before.Weight + block.Weight;
                block = (((before.Mean * before.Weight) + (block.Mean * block.Weight)) / weight, weight, before.Count + block.Count);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var at = 0;
        foreach (var (mean, _, count) in blocks)
        {
            for (var end = at + count; at < end; at++)
                _y[column[at]] = mean + offsets[at];
        }
    }
}
