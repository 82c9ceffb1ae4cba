using System.Globalization;

namespace Lifecycle.Drawing;

/// <summary>Draws the timeline of a start: a row for each phase and each unit, time from left to right.</summary>
internal static class TimelineDrawing
{
    private const double Margin = 16;
    private const double HeadHeight = 62;
    private const double ChartWidth = 760;
    private const double RowHeight = 19;
    private const double BarHeight = 11;
    private const double LabelGap = 10;
    private const double LeastBar = 2;
    private const double LeastLabels = 80;
    private const double Ascent = 4;
    private const string Legend =
        "Line: waits for what it depends on. Bar: its own startup hooks. Orange: the critical chain, which alone decides the total.";

    private const int Ticks = 8;
    private const int RowsPerAxis = 40;

    /// <summary>The picture.</summary>
    public static string Draw(StartupReport report)
    {
        var labels = new UnitLabels(report.Units.Select(static unit => unit.Id));
        var units = report.Units.OrderBy(static unit => unit.Waited).ToList();
        var names = units.Select(unit => labels.Of(unit.Id)).Concat(report.Phases.Select(static phase => phase.Name));
        var left = Margin + names.Select(static name => Theme.WidthOf(name)).Append(LeastLabels).Max() + LabelGap;
        var total = new[] { report.Total }.Concat(units.Select(static unit => unit.Waited + unit.Own)).Max();
        var scale = ChartWidth / Math.Max(total.TotalMilliseconds, 0.001);
        var rows = report.Phases.Count + units.Count;
        var chain = ChainOf(report, labels);
        var bottom = HeadHeight + (rows * RowHeight);
        var width = Math.Max(left + ChartWidth, Margin + Theme.WidthOf(chain, Theme.SmallSize)) + Margin;

        var svg = new SvgText(width, bottom + 44 + Margin, $"Start of {report.Worker}", report.ToString());
        svg.Text(Margin, Margin + 14, $"{report.Worker} is up after {Milliseconds(report.Total)}", "heading");
        DrawAxis(svg, total.TotalMilliseconds, left, scale, bottom, rows);
        svg.Line(left + (report.Total.TotalMilliseconds * scale), HeadHeight - Ascent, left + (report.Total.TotalMilliseconds * scale), bottom, "total");
        var y = HeadHeight;
        foreach (var phase in report.Phases)
        {
            svg.Open("row", $"{phase.Name}: {Milliseconds(phase.Took)}, from {Milliseconds(phase.Began)} on");
            DrawRow(svg, phase.Name, phase.Began, phase.Took, "phase", left, y, scale);
            svg.Close();
            y += RowHeight;
        }

        DrawChain(svg, report, units, left, y, scale);
        foreach (var unit in units)
        {
            svg.Open(unit.IsCritical ? "row critical" : "row", $"{unit.Id}: waited {Milliseconds(unit.Waited)}, own {Milliseconds(unit.Own)}", unit.Id);
            if (unit.Waited > TimeSpan.Zero)
                svg.Line(left, y + (RowHeight / 2), left + (unit.Waited.TotalMilliseconds * scale), y + (RowHeight / 2), "wait");

            DrawRow(svg, labels.Of(unit.Id), unit.Waited, unit.Own, "own", left, y, scale);
            svg.Close();
            y += RowHeight;
        }

        svg.Text(Margin, bottom + 32, Legend, "mute small");
        if (chain.Length > 0)
            svg.Text(Margin, bottom + 46, chain, "mute small");

        return svg.End();
    }

    private static string ChainOf(StartupReport report, UnitLabels labels)
    {
        if (report.CriticalChain.Count == 0)
            return "";

        // A longer one is in the rows.
        var text = "Critical chain: " + string.Join(" → ", report.CriticalChain.Select(labels.Of));
        return text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 199), "…");
    }

    private static void DrawRow(SvgText svg, string name, TimeSpan begin, TimeSpan took, string classes, double left, double y, double scale)
    {
        var x = left + (begin.TotalMilliseconds * scale);
        var width = Math.Max(LeastBar, took.TotalMilliseconds * scale);
        var baseline = y + (RowHeight / 2) + Ascent;
        svg.Text(left - LabelGap, baseline, name, "end");
        svg.Rectangle(x, y + ((RowHeight - BarHeight) / 2), width, BarHeight, classes, radius: 2);
        var text = Milliseconds(took);
        var length = Theme.WidthOf(text, Theme.SmallSize);
        if (x + width + LabelGap + length <= left + ChartWidth)
            svg.Text(x + width + (LabelGap / 2), baseline, text, "mute small");
        else if (x - LabelGap - length >= left)
            svg.Text(x - (LabelGap / 2), baseline, text, "mute small end");
    }

    /// <summary>From the end of each unit of the critical chain down, or up, to the one that waited for it.</summary>
    private static void DrawChain(SvgText svg, StartupReport report, List<UnitStartup> units, double left, double top, double scale)
    {
        for (var i = 1; i < report.CriticalChain.Count; i++)
        {
            var from = units.FindIndex(unit => unit.Id == report.CriticalChain[i - 1]);
            var to = units.FindIndex(unit => unit.Id == report.CriticalChain[i]);
            if (from < 0 || to < 0)
                continue;

            var x = left + ((units[from].Waited + units[from].Own).TotalMilliseconds * scale);
            svg.Line(x, top + (from * RowHeight) + (RowHeight / 2), x, top + (to * RowHeight) + (RowHeight / 2), "chain");
        }
    }

    private static void DrawAxis(SvgText svg, double total, double left, double scale, double bottom, int rows)
    {
        var step = StepFor(total / Ticks);
        for (var tick = 0; tick * step <= total; tick++)
        {
            var x = left + (tick * step * scale);
            svg.Line(x, HeadHeight - Ascent, x, bottom + Ascent, "grid");
            var text = Milliseconds(TimeSpan.FromMilliseconds(tick * step));
            svg.Text(x, HeadHeight - 9, text, "mute small middle");
            if (rows > RowsPerAxis)
                svg.Text(x, bottom + 15, text, "mute small middle");
        }
    }

    /// <summary>The next 1, 2 or 5 times a power of ten.</summary>
    private static double StepFor(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(least, 0.0001))));
        var digits = least / power;
        return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds switch
    {
        0 => "0 ms",
        < 1 and var few => few.ToString("0.###", CultureInfo.InvariantCulture) + " ms",
        < 10_000 and var some => some.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        var many => (many / 1000).ToString("0.##", CultureInfo.InvariantCulture) + " s",
    };
}
