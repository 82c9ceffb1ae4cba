namespace Lifecycle.Engine.Observation;

/// <summary>The time stamps of a start that came up; made into a report on request.</summary>
internal sealed class StartupRecord(
    WorkerPlan plan, TimeProvider time, long began, long ended, PhaseTimes phases, (long Began, long Ended)?[] units)
{
    public StartupReport MakeReport()
    {
        var chain = FindCriticalChain();
        var reports = new List<UnitStartup>();
        for (var slot = 0; slot < units.Length; slot++)
        {
            if (units[slot] is { } unit)
                reports.Add(
                    new UnitStartup(
                        plan.IdOf(slot), time.GetElapsedTime(began, unit.Began), time.GetElapsedTime(unit.Began, unit.Ended), chain.Contains(slot)));
        }

        var ids = new List<string>();
        foreach (var slot in chain)
            ids.Add(plan.IdOf(slot));

        return new StartupReport(plan.Worker, time.GetElapsedTime(began, ended), phases.MakeReports(time, began), reports, ids);
    }

    /// <summary>From the unit that was up last back to whichever of its dependencies was.</summary>
    private List<int> FindCriticalChain()
    {
        var chain = new List<int>();
        var last = -1;
        for (var slot = 0; slot < units.Length; slot++)
            last = Later(last, slot);

        while (last >= 0)
        {
            chain.Insert(0, last);
            var before = -1;
            foreach (var dependency in plan.DependenciesOf(last))
                before = Later(before, dependency);

            last = before;
        }

        return chain;
    }

    private int Later(int one, int other) =>
        units[other] is not { } unit ? one
            : one < 0 || unit.Ended > units[one]!.Value.Ended ? other
            : one;
}
