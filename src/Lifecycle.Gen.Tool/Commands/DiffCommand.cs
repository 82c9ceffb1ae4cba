using Lifecycle.Tool.Reading;

namespace Lifecycle.Tool.Commands;

/// <summary><c>lifecycle diff</c>.</summary>
internal static class DiffCommand
{
    /// <summary>Writes what differs.</summary>
    public static int Run(string before, string after, string format, string? worker, TextWriter output)
    {
        var (old, current) = (PlanSource.Read(before), PlanSource.Read(after));
        if (worker is not null)
            (old, current) = ([PlanSource.Choose(old, worker, before)], [PlanSource.Choose(current, worker, after)]);

        // One worker each is the same one, whatever it is called now.
        var pairs = old.Count == 1 && current.Count == 1
            ? [(old[0], current[0])]
            : old.Join(current, static plan => plan.Worker, static plan => plan.Worker, static (was, now) => (Before: was, After: now)).ToList();
        var gone = old.Where(plan => !pairs.Exists(pair => pair.Item1 == plan)).ToList();
        var added = current.Where(plan => !pairs.Exists(pair => pair.Item2 == plan)).ToList();
        var differences = pairs.ConvertAll(static pair => PlanDifference.Between(pair.Item1, pair.Item2));
        if (format == "svg")
        {
            if (differences.Count != 1)
                throw new ToolException($"A picture is of one worker, and these have {differences.Count} in common: choose with --worker.");

            output.WriteLine(differences[0].ToSvg().TrimEnd('\n'));
        }
        else
        {
            foreach (var plan in gone)
                output.WriteLine($"- worker {plan.Worker}");
            foreach (var plan in added)
                output.WriteLine($"+ worker {plan.Worker}");
            foreach (var difference in differences)
                output.WriteLine(difference);
        }

        return gone.Count + added.Count == 0 && differences.TrueForAll(static difference => difference.IsEmpty) ? ExitCodes.Good : ExitCodes.Found;
    }
}
