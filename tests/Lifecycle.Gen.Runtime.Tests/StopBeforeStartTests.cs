using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>A program that gets a stop signal before it has begun to start ends at once, with nothing constructed.</summary>
public sealed class StopBeforeStartTests
{
    [Fact]
    public async Task RunAsync_with_a_cancelled_token_ends_with_0()
    {
        var rig = new Rig().Unit("A", hooks: unit => unit.Marks(Hook.OnStartup));
        var run = ProcessRun.RunAsync(rig.Build(), new SilentProcess(), new CancellationToken(canceled: true));
        rig.Settle();
        Assert.Equal(0, await run.InTime());
        Assert.Empty(rig.Live);
    }

    [Fact]
    public async Task R_SIG_2_a_signal_before_the_start_ends_with_0()
    {
        var rig = new Rig().Unit("A", hooks: unit => unit.Marks(Hook.OnStartup));
        var process = new SilentProcess();
        var run = ProcessRun.RunAsync(rig.Build(), process, CancellationToken.None);
        process.OnSignal!(PosixSignal.SIGTERM);
        rig.Settle();
        Assert.Equal(0, await run.InTime());
        Assert.Empty(rig.Live);
    }

    private sealed class SilentProcess : IProcess, IDisposable
    {
        public Action<PosixSignal>? OnSignal { get; private set; }

        public bool HasTerminal => false;

        public int ExitCode => 0;

        public IDisposable Listen(Action<PosixSignal> onSignal)
        {
            OnSignal = onSignal;
            return this;
        }

        public void Exit(int code) => throw new InvalidOperationException($"exit {code}");

        public void WriteError(string text) => throw new InvalidOperationException(text);

        public void Dispose()
        {
        }
    }
}
