using Lifecycle.Core.Units;

namespace Lifecycle.Analyzers.Usage;

/// <summary>Names that suggest a hook: the phases of this package and the lifecycle methods of other frameworks.</summary>
internal static class HookNames
{
    // A method called Run or Background can mean anything.
    private static readonly (Phase Phase, string Name)[] s_phases =
        [.. PhaseTable.Rows.Where(row => row.Course is PhaseCourse.Up or PhaseCourse.Down).Select(row => (row.Phase, row.Phase.ToString()))];

    // With one letter changed, a shorter name is often another word: OnExit, OnEdit.
    private const int ShortestWithTypo = 9;

    /// <summary>The phase that a name suggests, and whether the name has no other common meaning; <see langword="null"/> for any other name.</summary>
    public static (Phase Phase, bool IsClear)? PhaseOf(string method)
    {
        var isAsync = method.Length > 5 && method.EndsWith("Async", StringComparison.Ordinal);
        var name = isAsync ? method.Substring(0, method.Length - 5) : method;
        foreach (var (phase, known) in s_phases)
        {
            if (string.Equals(name, known, StringComparison.OrdinalIgnoreCase) || (known.Length >= ShortestWithTypo && DiffersByOne(name, known)))
                return (phase, true);
        }

        return name switch
        {
            "Start" or "Stop" when isAsync => (name == "Start" ? Phase.OnStartup : Phase.OnShutdown, true),
            "Start" or "Startup" or "StartUp" or "OnStart" or "OnStarting" => (Phase.OnStartup, false),
            "Stop" or "Shutdown" or "ShutDown" or "OnStop" or "OnStopping" => (Phase.OnShutdown, false),
            "Init" or "Initialize" or "Initialise" or "OnInitialize" => (Phase.OnInit, false),
            "Execute" when isAsync => (Phase.Background, false),
            _ => null,
        };
    }

    // One letter too many, too few, another one, or two swapped.
    private static bool DiffersByOne(string x, string y)
    {
        if (Math.Abs(x.Length - y.Length) > 1)
            return false;

        var start = 0;
        while (start < x.Length && start < y.Length && x[start] == y[start])
            start++;
        int endX = x.Length, endY = y.Length;
        while (endX > start && endY > start && x[endX - 1] == y[endY - 1])
        {
            endX--;
            endY--;
        }

        return (endX - start, endY - start) switch
        {
            (0 or 1, 0 or 1) => true,
            (2, 2) => x[start] == y[start + 1] && x[start + 1] == y[start],
            _ => false,
        };
    }
}
