namespace Lifecycle.Engine.Units;

/// <summary>The edges of a plan in both directions.</summary>
internal sealed class PlanEdges
{
    private readonly int[] _dependencyStarts;
    private readonly int[] _dependencies;
    private readonly int[] _dependentStarts;
    private readonly int[] _dependents;

    /// <param name="data">For each unit how many units it waits for, then their places, each lower than its own.</param>
    /// <param name="count">How many units there are.</param>
    public PlanEdges(ushort[] data, int count)
    {
        _dependencyStarts = new int[count + 1];
        _dependencies = new int[data.Length - count];
        _dependentStarts = new int[count + 1];
        _dependents = new int[_dependencies.Length];
        var at = 0;
        var next = 0;
        for (var slot = 0; slot < count; slot++)
        {
            var end = at + 1 + data[at];
            for (at++; at < end; at++)
            {
                _dependencies[next++] = data[at];
                _dependentStarts[data[at] + 1]++;
            }

            _dependencyStarts[slot + 1] = next;
        }

        for (var slot = 0; slot < count; slot++)
            _dependentStarts[slot + 1] += _dependentStarts[slot];

        var cursor = (int[])_dependentStarts.Clone();
        for (var slot = 0; slot < count; slot++)
        {
            foreach (var dependency in DependenciesOf(slot))
                _dependents[cursor[dependency]++] = slot;
        }
    }

    public ReadOnlySpan<int> DependenciesOf(int slot) => Range(_dependencies, _dependencyStarts, slot);

    public ReadOnlySpan<int> DependentsOf(int slot) => Range(_dependents, _dependentStarts, slot);

    private static ReadOnlySpan<int> Range(int[] values, int[] starts, int slot) => new(values, starts[slot], starts[slot + 1] - starts[slot]);
}
