using System.Globalization;
using System.Runtime.CompilerServices;
using Lifecycle.Engine.Health;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Programs;

/// <summary>The figures in docs/budgets-and-timeouts.md and docs/signals-and-exit-codes.md are those of the runtime.</summary>
public class DocumentedFiguresTests
{
    private static readonly WorkerOptions s_defaults = new();

    private readonly string _budgets = Read("budgets-and-timeouts.md");
    private readonly string _signals = Read("signals-and-exit-codes.md");

    public static TheoryData<string, double> Options => new()
    {
        { nameof(WorkerOptions.DrainDelaySeconds), s_defaults.DrainDelaySeconds },
        { nameof(WorkerOptions.ShutdownTimeoutSeconds), s_defaults.ShutdownTimeoutSeconds },
        { nameof(WorkerOptions.ShutdownGraceSeconds), s_defaults.ShutdownGraceSeconds },
        { nameof(WorkerOptions.StartupTimeoutSeconds), s_defaults.StartupTimeoutSeconds },
    };

    [Theory, MemberData(nameof(Options))]
    public void Defaults_are_in_the_table(string option, double value) =>
        Assert.Contains($"| `{option}` | {Text(value)} |", _budgets, StringComparison.Ordinal);

    [Fact]
    public void Sums_are_those_of_the_defaults()
    {
        var sum = s_defaults.DrainDelaySeconds + s_defaults.ShutdownTimeoutSeconds + s_defaults.ShutdownGraceSeconds;
        Assert.Contains($"With the defaults\nthese are {Text(sum)} seconds.", _budgets, StringComparison.Ordinal);
        Assert.Contains($"With a drain delay of 5 seconds, which most clusters need, it is {Text(sum + 5)}", _budgets, StringComparison.Ordinal);
        Assert.Contains($"has {Text(ProcessSignals.WriteLimit.TotalSeconds)} seconds more", _budgets, StringComparison.Ordinal);
        Assert.Contains($"`[HealthCheck]` has {Text(HealthCheckRun.DefaultLimitSeconds)} seconds", _budgets, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R_STOP_4_the_drains_share_is_what_a_drain_that_hangs_gets()
    {
        var rig = new Rig();
        CancellationToken drain = default;
        rig.Unit("a", "", u => u.Marks(Hook.OnReady).On(Hook.OnDrain, token =>
        {
            drain = token;
            return new TaskCompletionSource().Task;
        }).On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var worker = rig.Build(shutdown: s_defaults.ShutdownTimeoutSeconds, grace: s_defaults.ShutdownGraceSeconds);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        var cancelled = SecondsUntil(rig, () => drain.IsCancellationRequested);
        var abandoned = SecondsUntil(rig, () => rig.Journal.Count("down a") == 1);
        var ended = SecondsUntil(rig, () => stop.IsCompleted);

        Assert.Contains($"cancelled after {Text(cancelled)} seconds and abandoned after {Text(abandoned)}.", _budgets, StringComparison.Ordinal);
        Assert.Contains($"these are {Text(ended)} seconds", _budgets, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop);
    }

    [Fact]
    public void Times_of_signals_are_those_of_the_runtime()
    {
        Assert.Contains($"(`{nameof(WorkerOptions.RepeatedSignalSeconds)}`, {Text(s_defaults.RepeatedSignalSeconds)})", _signals, StringComparison.Ordinal);
        Assert.Contains($"have {Text(ProcessSignals.ExitLimit.TotalSeconds)} second,", _signals, StringComparison.Ordinal);
    }

    private static double SecondsUntil(Rig rig, Func<bool> condition)
    {
        while (!condition() && rig.Time.Elapsed < TimeSpan.FromMinutes(1))
            rig.Advance(0.1);

        return Math.Round(rig.Time.Elapsed.TotalSeconds, 1);
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Read(string page, [CallerFilePath] string path = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", page)).ReplaceLineEndings("\n");
}
