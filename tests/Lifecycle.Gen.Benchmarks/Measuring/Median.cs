namespace Lifecycle.Benchmarks.Measuring;

/// <summary>One figure from many runs: the median, because a shared machine disturbs single runs upwards.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
