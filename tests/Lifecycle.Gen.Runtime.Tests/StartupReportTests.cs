using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Where the time of a start went (R-OBS-4).</summary>
public class StartupReportTests
{
    private static readonly string[] s_table =
    [
        "Test.Worker is up after 700.0 ms",
        "  unit      waited ms     own ms",
        "  cache           0.0      100.0  ####..........................",
        "* database        0.0      400.0  #################.............",
        "* shop          400.0      300.0  .................#############",
        "critical chain: database -> shop",
    ];

    [Fact]
    public async Task R_OBS_4_the_report_gives_waiting_and_own_time_and_the_critical_chain()
    {
        var worker = await StartAsync(new Rig { RecordStartup = true });

        var report = worker.StartupReport!;

        Assert.Equal(("Test.Worker", 0.7), (report.Worker, report.Total.TotalSeconds));
        Assert.Equal(
            [("cache", 0.0, 0.1, false), ("database", 0.0, 0.4, true), ("shop", 0.4, 0.3, true)],
            report.Units.Select(unit => (unit.Id, unit.Waited.TotalSeconds, unit.Own.TotalSeconds, unit.IsCritical)));
        Assert.Equal(["database", "shop"], report.CriticalChain);
        Assert.Equal(string.Join('\n', s_table), report.ToString());
        Assert.Equal(
            "gantt\n    title Start of Test.Worker\n    dateFormat x\n    axisFormat %S.%L s\n    cache :0, 100\n    database :crit, 0, 400\n"
            + "    shop :crit, 400, 700",
            report.ToMermaid());
    }

    [Fact]
    public async Task R_OBS_4_nothing_is_recorded_unless_somebody_asks_for_it()
    {
        Assert.Null((await StartAsync(new Rig())).StartupReport);
        Assert.NotNull((await StartAsync(new Rig { Observer = new EventLog() })).StartupReport);

        var failing = new Rig { RecordStartup = true }.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException())).Build();
        await Assert.ThrowsAsync<UnitStartException>(() => failing.StartAsync().InTime());
        Assert.Null(failing.StartupReport);
    }

    private static async Task<TestWorker> StartAsync(Rig rig)
    {
        rig.Unit("database", "", u => u.On(Hook.OnStartup, token => rig.Delay(0.4, token)))
            .Unit("cache", "", u => u.On(Hook.OnStartup, token => rig.Delay(0.1, token)))
            .Unit("shop", "cache database", u => u.On(Hook.OnStartup, token => rig.Delay(0.3, token)));
        var worker = rig.Build();
        var start = worker.StartAsync();
        rig.Advance(1);
        await start.InTime();
        return worker;
    }
}
