namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>The rules that a run broke.</summary>
internal sealed class Violations
{
    private const int Most = 20;

    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(string what)
    {
        if (_all.Count < Most)
            _all.Add(what);
    }

    public void Require(bool holds, RandomUnit unit, int phase, string what)
    {
        if (!holds)
            Add($"{(phase < 0 ? "" : Kit.Names.Of(phase) + " of ")}{unit.Shape.Id}: {what}");
    }

    public void Require(bool holds, RandomUnit unit, CustomPlace place, string what)
    {
        if (!holds)
            Add($"{place.Plan} of {unit.Shape.Id}: {what}");
    }
}
