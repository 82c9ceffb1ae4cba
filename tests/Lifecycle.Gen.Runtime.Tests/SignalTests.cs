using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Rules R-SIG-* and the exit codes, with a process that the test plays.</summary>
public class SignalTests
{
    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGQUIT)]
    public async Task R_SIG_1_a_stop_signal_stops_and_the_handlers_are_taken_away(PosixSignal signal)
    {
        var rig = new Rig();
        var process = new FakeProcess();
        var run = ProcessRun.RunAsync(rig.Unit("a").Build(), process, CancellationToken.None);
        rig.Settle();
        Assert.Equal("up a", rig.Journal.ToString());
        Assert.True(process.IsListening);

        process.Raise(signal);
        rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.Equal("up a, down a, dispose a", rig.Journal.ToString());
        rig.Advance(1);
        Assert.False(process.IsListening);
        Assert.Null(process.Errors);
    }

    [Fact]
    public async Task R_SIG_1_SIGHUP_reloads()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        var run = ProcessRun.RunAsync(rig.Unit("a").Build(), process, CancellationToken.None);
        rig.Settle();

        process.Raise(PosixSignal.SIGHUP);
        rig.Settle();
        process.Raise(PosixSignal.SIGINT);
        rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.Equal("up a, down a, up a, down a, dispose a", rig.Journal.ToString());
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGQUIT, PosixSignal.SIGQUIT)]
    [InlineData(PosixSignal.SIGTERM, PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGHUP, PosixSignal.SIGTERM)]
    public void R_SIG_1_a_console_closed_on_Windows_is_a_stop_signal(PosixSignal signal, PosixSignal meaning) =>
        Assert.Equal(meaning, ProcessSignals.OnWindows(signal));

    [Fact]
    public async Task R_SIG_2_a_signal_during_the_start_rolls_it_back_S14()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a").Unit("b", "a", u => u.On(Hook.OnStartup, token => rig.Delay(100, token)));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        process.Raise(PosixSignal.SIGTERM);
        rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.Equal("up a, up b, down a, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task R_SIG_2_a_signal_before_the_start_keeps_the_worker_from_starting()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        var run = ProcessRun.RunAsync(rig.Unit("a").Build(), process, CancellationToken.None);

        process.Raise(PosixSignal.SIGINT);
        rig.Settle();

        Assert.Equal(0, await run.InTime());
        Assert.DoesNotContain("up a", rig.Journal.Entries);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGQUIT, 131)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public async Task R_SIG_3_a_second_stop_signal_forces_the_exit_M6(PosixSignal signal, int code)
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(5, token)));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        process.Raise(PosixSignal.SIGINT);
        rig.Advance(1);
        Assert.Null(process.ForcedCode);
        process.Raise(signal);

        Assert.Equal(code, process.ForcedCode);
        rig.Advance(5);
        await run.InTime();
    }

    [Fact]
    public async Task A_cancelled_token_stops_with_0_and_is_no_first_signal()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        using var source = new CancellationTokenSource();
        rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(Hook.OnShutdown, token => rig.Delay(5, token)));
        var run = ProcessRun.RunAsync(rig.Build(), process, source.Token);
        rig.Settle();

        source.Cancel();
        rig.Settle();
        process.Raise(PosixSignal.SIGINT);
        Assert.Null(process.ForcedCode);
        rig.Advance(5);

        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task A_failed_start_gives_1_and_its_cause_on_standard_error()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException("port 80 is taken")));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.StartsWith(
            "error: Test.Worker could not start: [OnStartup] up1 of a failed: port 80 is taken\n  unit:  a\n  hook:  up1\n  phase: OnStartup\n"
            + "  System.IO.IOException: port 80 is taken\n",
            process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_else_failed_is_on_standard_error_and_in_the_text_of_the_exception_at_every_depth()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        var attempts = 0;
        rig.Unit("a", "", u => u.On(Hook.OnStartup, async token =>
        {
            await rig.Delay(6, CancellationToken.None);
            throw new IOException("first");
        })).Unit("b", "", u => u.On(Hook.OnStartup, async token =>
        {
            await rig.Delay(4, CancellationToken.None);
            throw new IOException($"attempt {++attempts}");
        }, new HookDefinition(0, "") { Retries = 1 }));
        var worker = rig.Build();
        var run = ProcessRun.RunAsync(worker, process, CancellationToken.None);
        rig.Advance(10);

        Assert.Equal(1, await run.InTime());
        Assert.StartsWith("error: Test.Worker could not start: [OnStartup] up1 of a failed: first\n", process.Errors, StringComparison.Ordinal);
        var other = process.Errors!.IndexOf("\n  also (1 of 1): Test.Worker could not start: [OnStartup] up1 of b failed", StringComparison.Ordinal);
        Assert.InRange(process.Errors.IndexOf("\n    also (1 of 1): Test.Worker could not start: [OnStartup] up1 of b failed: attempt 1",
            StringComparison.Ordinal), other + 1, int.MaxValue);
        var text = (await Assert.ThrowsAsync<UnitStartException>(() => worker.WaitAsync().InTime())).ToString();
        Assert.Matches("(?s)IOException: first.*IOException: attempt 2.*IOException: attempt 1", text);
        Assert.Equal(3, text.Split("IOException: ").Length - 1);
    }

    [Fact]
    public async Task A_cause_of_several_lines_is_indented_whatever_ends_them()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, () => throw new IOException("one\r\ntwo\rthree\n\nfive")));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.StartsWith("error: Test.Worker could not start: [OnStartup] up1 of a failed: one\n  unit:  a\n", process.Errors, StringComparison.Ordinal);
        Assert.Contains("\n  System.IO.IOException: one\n  two\n  three\n  \n  five\n     at ", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task R1_a_failed_PreStartup_allocates_nothing_and_gives_1()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        rig.Unit("a").Unit("b", "", u => u.On(Hook.PreStartup, () => throw new IOException("certificate missing")).Marks(Hook.OnStartup));
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        rig.Settle();

        Assert.Equal(1, await run.InTime());
        Assert.Equal("prepare b, dispose b, dispose a", rig.Journal.ToString());
    }

    [Fact]
    public async Task A_failed_background_task_gives_1_and_a_failed_stop_3()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, () => throw new IOException("a")));
        var run = ProcessRun.RunAsync(rig.Build(), new FakeProcess(), CancellationToken.None);
        rig.Settle();
        Assert.Equal(1, await run.InTime());

        rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.Run).On(Hook.OnShutdown, () => throw new IOException("a")));
        run = ProcessRun.RunAsync(rig.Build(), new FakeProcess(), CancellationToken.None);
        rig.Settle();
        Assert.Equal(3, await run.InTime());

        rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.Run).On(Hook.OnExit, () => throw new IOException("a")));
        run = ProcessRun.RunAsync(rig.Build(), new FakeProcess(), CancellationToken.None);
        rig.Settle();
        Assert.Equal(3, await run.InTime());
    }

    [Fact]
    public async Task A_stop_that_runs_out_of_time_gives_3()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.Marks(Hook.Run).On(Hook.OnShutdown, _ => new TaskCompletionSource().Task));
        var run = ProcessRun.RunAsync(rig.Build(shutdown: 1), new FakeProcess(), CancellationToken.None);
        rig.Advance(3);

        Assert.Equal(3, await run.InTime());
    }

    [Fact]
    public async Task R_STOP_5_hooks_that_block_their_threads_cannot_keep_the_process_from_ending()
    {
        var rig = new Rig();
        var process = new FakeProcess();
        using var gate = new ManualResetEventSlim();
        void Block() => gate.Wait();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, Block)).Unit("b", "", u => u.Marks(Hook.OnInit).On(Hook.OnExit, Block));
        var run = ProcessRun.RunAsync(rig.Build(shutdown: 1), process, CancellationToken.None);
        using var pool = new RealThreads(rig);
        await pool.Until(() => rig.Journal.Count("up a") == 1);

        process.Raise(PosixSignal.SIGTERM);
        await pool.Until(() => run.IsCompleted);

        Assert.Equal(3, await run);
        Assert.Equal("b", rig.Journal.Of("exit"));
        gate.Set();
    }

    [Fact]
    public async Task R_SIG_4_embedding_listens_to_no_signals_and_works_off_the_main_thread()
    {
        var rig = new Rig();
        var worker = rig.Unit("a").Build(pool: true);
        await Task.Run(() => worker.StartAsync()).InTime();
        await Task.Run(() => worker.StopAsync()).InTime();
        Assert.Equal("up a, down a", rig.Journal.ToString());
    }
}
