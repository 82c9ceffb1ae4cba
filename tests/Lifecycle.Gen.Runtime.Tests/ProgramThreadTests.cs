using System.Diagnostics;
using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>
/// On which threads a program's hooks run, and that none of them is needed by other hooks. With real threads; what is waited for comes about by
/// itself.
/// </summary>
public sealed class ProgramThreadTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly FakeProcess _process = new();
    private readonly ManualResetEventSlim _gate = new();

    public void Dispose() => _gate.Dispose();

    [Fact]
    public async Task R_STOP_5_a_startup_hook_that_blocks_its_thread_does_not_hold_the_caller_of_RunAsync()
    {
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, _gate.Wait).Marks(Hook.OnShutdown));

        var run = RunAsync();
        Assert.False(run.IsCompleted);
        _process.Raise(PosixSignal.SIGTERM);
        _gate.Set();

        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task R_START_2_a_hook_that_blocks_the_programs_thread_does_not_delay_the_others()
    {
        _rig.Unit("blocker", "", u => u.On(Hook.OnStartup, _gate.Wait))
            .Unit("other", "", u => u.Marks(Hook.OnStartup))
            .Unit("opener", "other", u => u.On(Hook.OnStartup, _gate.Set).Marks(Hook.Run));

        Assert.Equal(0, await RunAsync().InTime());
        Assert.Equal(["blocker", "opener", "other"], _rig.Journal.Of("up").Split(", ").Order());
    }

    [Fact]
    public async Task R_START_2_neither_does_one_that_blocks_it_later()
    {
        using var first = new ManualResetEventSlim();
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, first.Wait))
            .Unit("b", "", u => u.On(Hook.OnStartup, first.Set))
            .Unit("c", "a", u => u.On(Hook.OnStartup, _gate.Wait))
            .Unit("d", "a", u => u.On(Hook.OnStartup, _gate.Set).Marks(Hook.Run));

        Assert.Equal(0, await RunAsync().InTime());
    }

    [Fact]
    public async Task R_STOP_1_run_hooks_that_block_their_threads_hold_up_neither_each_other_nor_the_stop()
    {
        using var both = new CountdownEvent(2);
        void Block()
        {
            both.Signal();
            _gate.Wait();
        }

        _rig.Unit("a", "", u => u.On(Hook.Run, Block).On(Hook.OnDrain, _gate.Set)).Unit("b", "", u => u.On(Hook.Run, Block));
        var run = RunAsync();
        await Task.Run(both.Wait).InTime();

        _process.Raise(PosixSignal.SIGTERM);

        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task R_BG_7_a_run_hook_on_the_programs_thread_inherits_nothing_from_the_starter_or_from_startup_hooks()
    {
        var local = new AsyncLocal<string?>();
        (Activity?, string?) seenByStartup = default;
        (Activity?, string?) seenByRun = default;
        _rig.Unit("a", "", u => u
            .On(Hook.OnStartup, () =>
            {
                seenByStartup = (Activity.Current, local.Value);
                local.Value = "startup";
            })
            .On(Hook.Run, () => seenByRun = (Activity.Current, local.Value)));
        using var activity = new Activity("start").Start();
        local.Value = "caller";

        Assert.Equal(0, await RunAsync().InTime());

        Assert.Equal((activity, "caller"), seenByStartup);
        Assert.Equal((null, null), seenByRun);
    }

    [Fact]
    public async Task R_SIG_2_a_signal_while_the_handlers_are_put_in_place_keeps_the_worker_from_starting()
    {
        _rig.Unit("a");
        var process = new EarlyProcess();

        Assert.Equal(0, await ProcessRun.RunAsync(_rig.Build(pool: true), process, CancellationToken.None).InTime());
        Assert.Empty(_rig.Live);
        _rig.Time.Advance(1);
        Assert.True(process.IsDisposed);
    }

    [Fact]
    public async Task A_program_that_cannot_be_told_of_signals_does_not_start()
    {
        var worker = _rig.Unit("a").Build(pool: true);

        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => ProcessRun.RunAsync(worker, new DeafProcess(), CancellationToken.None));

        Assert.Empty(_rig.Live);
        Assert.Equal(UnitState.Created, worker.State);
    }

    [Fact]
    public async Task A_worker_that_is_disposed_is_no_program_any_more()
    {
        var worker = _rig.Unit("a").Build(pool: true);
        await worker.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => ProcessRun.RunAsync(worker, _process, CancellationToken.None));

        Assert.False(_process.IsListening);
    }

    private Task<int> RunAsync() => ProcessRun.RunAsync(_rig.Build(pool: true), _process, CancellationToken.None);

    private sealed class EarlyProcess : IProcess, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public bool HasTerminal => false;

        public int ExitCode => 0;

        public IDisposable Listen(Action<PosixSignal> onSignal)
        {
            onSignal(PosixSignal.SIGTERM);
            return this;
        }

        public void Exit(int code) => throw new InvalidOperationException($"exit {code}");

        public void WriteError(string text) => throw new InvalidOperationException(text);

        public void Dispose() => IsDisposed = true;
    }

    private sealed class DeafProcess : IProcess
    {
        public bool HasTerminal => false;

        public int ExitCode => 0;

        public IDisposable Listen(Action<PosixSignal> onSignal) => throw new PlatformNotSupportedException();

        public void Exit(int code) => throw new InvalidOperationException($"exit {code}");

        public void WriteError(string text) => throw new InvalidOperationException(text);
    }
}
