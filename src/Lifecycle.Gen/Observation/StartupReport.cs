using System.Globalization;
using System.Text;

namespace Lifecycle;

/// <summary>The durations of one start of a worker: of each unit, and of the chain of units that determined the whole.</summary>
public sealed class StartupReport
{
    private const int BarLength = 30;

    internal StartupReport(
        string worker, TimeSpan total, IReadOnlyList<PhaseStartup> phases, IReadOnlyList<UnitStartup> units, IReadOnlyList<string> criticalChain)
    {
        Worker = worker;
        Total = total;
        Phases = phases;
        Units = units;
        CriticalChain = criticalChain;
    }

    /// <summary>The full name of the worker's class.</summary>
    public string Worker { get; }

    /// <summary>The duration of the whole start, from construction to the last phase.</summary>
    public TimeSpan Total { get; }

    /// <summary>The phases that had hooks, in the order in which they began; <see cref="BackgroundAttribute"/> and <see cref="RunAttribute"/> go on.</summary>
    public IReadOnlyList<PhaseStartup> Phases { get; }

    /// <summary>The units that came up, in the order of the plan.</summary>
    public IReadOnlyList<UnitStartup> Units { get; }

    /// <summary>
    /// The ids of the critical chain: the unit that was up last, preceded by the dependency that each one waited for. Only a faster unit of this
    /// chain makes the start faster.
    /// </summary>
    public IReadOnlyList<string> CriticalChain { get; }

    /// <summary>
    /// A table, one unit a line, times in milliseconds, with a bar for the time of the unit's hooks; an asterisk marks the critical chain.
    /// </summary>
    public override string ToString()
    {
        var width = "unit".Length;
        foreach (var unit in Units)
            width = Math.Max(width, unit.Id.Length);

        var text = new StringBuilder();
        text.Append(Worker).Append(" is up after ").Append(InMilliseconds(Total)).Append(" ms");
        text.Append("\n  ").Append("unit".PadRight(width)).Append("  waited ms     own ms");
        foreach (var unit in Units)
        {
            text.Append('\n').Append(unit.IsCritical ? "* " : "  ").Append(unit.Id.PadRight(width))
                .Append(InMilliseconds(unit.Waited).PadLeft(11)).Append(InMilliseconds(unit.Own).PadLeft(11)).Append("  ");
            var begin = Math.Min(Place(unit.Waited), BarLength - 1);
            var end = Math.Max(begin + 1, Place(unit.Waited + unit.Own));
            text.Append('.', begin).Append('#', end - begin).Append('.', Math.Max(0, BarLength - end));
        }

        if (CriticalChain.Count > 0)
            text.Append("\ncritical chain: ").AppendJoin(" -> ", CriticalChain);

        return text.ToString();
    }

    /// <summary>A Gantt chart for Mermaid, times in milliseconds, the critical chain highlighted.</summary>
    public string ToMermaid()
    {
        var text = new StringBuilder();
        text.Append("gantt\n    title Start of ").Append(Worker).Append("\n    dateFormat x\n    axisFormat %S.%L s");
        foreach (var unit in Units)
        {
            var begin = (long)unit.Waited.TotalMilliseconds;
            var end = Math.Max(begin + 1, (long)(unit.Waited + unit.Own).TotalMilliseconds);
            text.Append("\n    ").Append(unit.Id.Replace(':', '_').Replace(';', '_').Replace('#', '_')).Append(unit.IsCritical ? " :crit, " : " :")
                .Append(begin.ToString(CultureInfo.InvariantCulture)).Append(", ").Append(end.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    private static string InMilliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private int Place(TimeSpan time) => Total <= TimeSpan.Zero ? 0 : (int)Math.Min(BarLength, time / Total * BarLength);
}
