using System.Text;
using Lifecycle.Drawing;

namespace Lifecycle;

/// <summary>What differs between two plans, as of two builds of a program: units, what they wait for, and their order.</summary>
public sealed class PlanDifference
{
    private PlanDifference(WorkerPlan before, WorkerPlan after)
    {
        Before = before;
        After = after;
        var old = before.Units.ToDictionary(static unit => unit.Id, StringComparer.Ordinal);
        var current = after.Units.ToDictionary(static unit => unit.Id, StringComparer.Ordinal);
        Added = after.Units.Where(unit => !old.ContainsKey(unit.Id)).Select(static unit => unit.Id).ToList();
        Removed = before.Units.Where(unit => !current.ContainsKey(unit.Id)).Select(static unit => unit.Id).ToList();
        AddedDependencies = EdgesOf(after).Except(EdgesOf(before)).ToList();
        RemovedDependencies = EdgesOf(before).Except(EdgesOf(after)).ToList();
        Reordered = FindReordered(
            before.Units.Select(static unit => unit.Id).Where(current.ContainsKey).ToList(),
            after.Units.Select(static unit => unit.Id).Where(old.ContainsKey).ToList());
        var changed = after.Units.Where(unit => old.TryGetValue(unit.Id, out var was) && SuffixOf(was) != SuffixOf(unit)).ToList();
        ChangedUnits = changed.ConvertAll(static unit => unit.Id);
        Changed = changed.ConvertAll(unit => $"{unit.Id}: {SuffixOf(old[unit.Id])} -> {SuffixOf(unit)}");
        AddedPhases = TextsOf(after).Except(TextsOf(before), StringComparer.Ordinal).ToList();
        RemovedPhases = TextsOf(before).Except(TextsOf(after), StringComparer.Ordinal).ToList();
    }

    /// <summary>The former plan.</summary>
    public WorkerPlan Before { get; }

    /// <summary>The present plan.</summary>
    public WorkerPlan After { get; }

    /// <summary>The ids of the units that are new, in the order of the present plan.</summary>
    public IReadOnlyList<string> Added { get; }

    /// <summary>The ids of the units that are gone, in the order of the former plan.</summary>
    public IReadOnlyList<string> Removed { get; }

    /// <summary>The ids of the fewest units of both plans whose moves explain the present order.</summary>
    public IReadOnlyList<string> Reordered { get; }

    /// <summary>The dependencies that are new: a unit and one that it waits for.</summary>
    public IReadOnlyList<(string Unit, string Dependency)> AddedDependencies { get; }

    /// <summary>The dependencies that are gone: a unit and one that it waited for.</summary>
    public IReadOnlyList<(string Unit, string Dependency)> RemovedDependencies { get; }

    /// <summary>Units whose condition, or whether they are started on request, is another; as texts.</summary>
    public IReadOnlyList<string> Changed { get; }

    /// <summary>Custom phases that are new or have another place or order; as texts.</summary>
    public IReadOnlyList<string> AddedPhases { get; }

    /// <summary>Custom phases that are gone or have another place or order; as texts.</summary>
    public IReadOnlyList<string> RemovedPhases { get; }

    /// <summary>The ids of the units of <see cref="Changed"/>.</summary>
    internal IReadOnlyList<string> ChangedUnits { get; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty =>
        Added.Count + Removed.Count + Reordered.Count + AddedDependencies.Count + RemovedDependencies.Count + Changed.Count + AddedPhases.Count
            + RemovedPhases.Count == 0;

    /// <summary>Compares two plans.</summary>
    /// <param name="before">The former plan.</param>
    /// <param name="after">The present plan.</param>
    /// <returns>What differs.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static PlanDifference Between(WorkerPlan before, WorkerPlan after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new PlanDifference(before, after);
    }

    /// <summary>
    /// Text for a review: a line with <c>+</c> or <c>-</c> for each unit and phase that is new or gone, and with <c>~</c> for each unit that waits for others,
    /// or has another condition or place in the order.
    /// </summary>
    /// <returns>Lines separated by <c>\n</c>; one line if nothing differs.</returns>
    public override string ToString()
    {
        var text = new StringBuilder(Before.Worker == After.Worker ? After.Worker : $"{Before.Worker} -> {After.Worker}");
        if (IsEmpty)
            return text.Append(": no difference").ToString();

        foreach (var id in Added)
            Line('+', Described(After, id));
        foreach (var id in Removed)
            Line('-', Described(Before, id));
        foreach (var unit in After.Units)
        {
            var edges = AddedDependencies.Where(edge => edge.Unit == unit.Id).Select(static edge => $"+{edge.Dependency}")
                .Concat(RemovedDependencies.Where(edge => edge.Unit == unit.Id).Select(static edge => $"-{edge.Dependency}")).ToList();
            if (edges.Count > 0 && !Added.Contains(unit.Id))
                Line('~', $"{unit.Id} waits for {string.Join(", ", edges)}");
        }

        foreach (var change in Changed)
            Line('~', change);
        foreach (var id in Reordered)
            Line('~', $"{id}: {IndexOf(Before, id)} -> {IndexOf(After, id)} in the order");
        foreach (var phase in AddedPhases)
            Line('+', $"phase {phase}");
        foreach (var phase in RemovedPhases)
            Line('-', $"phase {phase}");

        return text.ToString();

        void Line(char sign, string content) => text.Append("\n  ").Append(sign).Append(' ').Append(content);
    }

    /// <summary>Both plans as one graph: what is new is green, what is gone red, what has another place or condition yellow.</summary>
    /// <returns>An SVG document, the same for the same plans.</returns>
    public string ToSvg() => DifferenceDrawing.Draw(this);

    private static string SuffixOf(PlanUnit unit) =>
        (unit.EnabledBy is { } condition ? $"if {condition}" : "always") + (unit.IsOnRequest ? ", on request" : "");

    private static string Described(WorkerPlan plan, string id)
    {
        var dependencies = plan.Units.First(unit => unit.Id == id).Dependencies;
        return dependencies.Count == 0 ? id : $"{id} <- {string.Join(", ", dependencies)}";
    }

    private static int IndexOf(WorkerPlan plan, string id) => plan.Units.TakeWhile(unit => unit.Id != id).Count() + 1;

    private static IEnumerable<(string Unit, string Dependency)> EdgesOf(WorkerPlan plan) =>
        plan.Units.SelectMany(static unit => unit.Dependencies.Select(dependency => (unit.Id, dependency)));

    private static IEnumerable<string> TextsOf(WorkerPlan plan) => plan.Phases.Select(static phase => phase.ToString());

    /// <summary>Those that are not in the longest common subsequence, which for two orders of the same is the longest increasing one.</summary>
    private static List<string> FindReordered(List<string> before, List<string> after)
    {
        var places = before.Select(static (id, place) => (id, place)).ToDictionary(static pair => pair.id, static pair => pair.place, StringComparer.Ordinal);
        var tails = new List<int>();
        var previous = new int[after.Count];
        for (var i = 0; i < after.Count; i++)
        {
            var length = tails.FindIndex(tail => places[after[tail]] > places[after[i]]);
            if (length < 0)
                length = tails.Count;
            previous[i] = length == 0 ? -1 : tails[length - 1];
            if (length == tails.Count)
                tails.Add(i);
            else
                tails[length] = i;
        }

        var stays = new HashSet<int>();
        for (var at = tails.Count == 0 ? -1 : tails[^1]; at >= 0; at = previous[at])
            stays.Add(at);

        return after.Where((_, i) => !stays.Contains(i)).ToList();
    }
}
