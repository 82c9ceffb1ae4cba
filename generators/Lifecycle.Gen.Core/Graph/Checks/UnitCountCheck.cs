using System.Globalization;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1027: a worker has more units than the numbers of a plan, of 16 bits, can tell apart.</summary>
internal sealed class UnitCountCheck : IGraphCheck
{
    /// <summary>The last number stands for none.</summary>
    private const int MostUnits = ushort.MaxValue;

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.TooManyUnits];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        // With hooks of its own the worker is the last of its units.
        var count = graph.Nodes.Count + (graph.Worker.HasHooks ? 1 : 0);
        if (count > MostUnits)
        {
            var subject = graph.Worker.IsDefault ? graph.Nodes[0].Unit.Key : graph.Worker.Key;
            yield return new Finding(RuleIds.TooManyUnits, SubjectKey.OfType(subject), graph.Worker.Name, Number(count), Number(MostUnits));
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
