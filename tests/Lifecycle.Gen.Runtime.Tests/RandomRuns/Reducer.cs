using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>Makes a failing run smaller: leaves out units and actions, more and more of them, as long as the run breaks the same rule.</summary>
/// <param name="run">Runs a draw to its end.</param>
internal sealed partial class Reducer(Func<Draw, World> run)
{
    /// <summary>A run of many units that never ends would keep a test from saying that it failed.</summary>
    private const int MostRuns = 1_500;

    /// <summary>With less in it a run takes another course; the same units and actions in one of a few interleavings often fail again.</summary>
    private const int Schedules = 4;

    private string _rule = "";
    private int _runsLeft = MostRuns;

    public Draw Reduce(Draw failing)
    {
        var first = run(failing);
        _rule = RuleOf(first);
        int[] units = [.. Enumerable.Range(1, first.Graph.Count - 1)];
        int[] actions = [.. Enumerable.Range(0, first.Actions)];
        var smallest = failing;
        while (true)
        {
            var before = smallest;
            smallest = LeaveOut(smallest, actions, draw => draw.WithoutActions, (draw, numbers) => draw with { WithoutActions = numbers });
            smallest = LeaveOut(smallest, units, draw => draw.WithoutUnits, (draw, numbers) => draw with { WithoutUnits = numbers });
            if (smallest == before || _runsLeft <= 0)
                return smallest;
        }
    }

    /// <summary>Tries to leave out all, then halves, then quarters, down to single ones.</summary>
    private Draw LeaveOut(
        Draw draw, int[] all, Func<Draw, ImmutableSortedSet<int>> without, Func<Draw, ImmutableSortedSet<int>, Draw> with)
    {
        for (var size = all.Length; size > 0; size /= 2)
        {
            foreach (var chunk in all.Except(without(draw)).Chunk(size))
            {
                if (Find(with(draw, without(draw).Union(chunk))) is { } smaller)
                    draw = smaller;
            }
        }

        return draw;
    }

    /// <summary>An interleaving in which the draw still fails.</summary>
    private Draw? Find(Draw draw)
    {
        for (var schedule = 0; schedule < Schedules && _runsLeft > 0; schedule++)
        {
            _runsLeft--;
            var tried = draw with { Schedule = schedule };
            if (RuleOf(run(tried)) == _rule)
                return tried;
        }

        return null;
    }

    /// <summary>The first violation without the names of units and the numbers in it.</summary>
    private static string RuleOf(World world) => world.Checks.Violations.All is [var first, ..] ? Number().Replace(first, "#") : "";

    [GeneratedRegex(@"\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
