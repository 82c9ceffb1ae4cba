using Lifecycle.Engine.Process;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Inputs that a worker owns are disposed at the end of its life, after all units, once.</summary>
public class OwnedInputTests
{
    private readonly Rig _rig = new();

    [Fact]
    public async Task R_OWN_1_an_owned_input_is_disposed_once_after_the_units()
    {
        _rig.Unit("a", "", unit => unit.Marks(Hook.OnStartup, Hook.OnShutdown, Hook.OnExit));
        var worker = _rig.Build();
        var input = new Source(_rig);
        worker.Owns("Source first", input);
        worker.Owns("Source second", input);
        worker.Owns("Source? none", null);
        worker.Owns("object nothing", new object());

        await worker.StartAsync().InTime();
        await worker.StopAsync().InTime();
        await worker.StartAsync().InTime();
        Assert.Equal(0, input.Disposals);
        await worker.DisposeAsync().AsTask().InTime();
        await worker.DisposeAsync().AsTask().InTime();

        Assert.Equal(1, input.Disposals);
        Assert.Equal("disposed", _rig.Journal.Entries[^1]);
        Assert.Equal(["a"], worker.Units.Select(unit => unit.Id));
    }

    [Fact]
    public async Task R_OWN_1_a_worker_that_never_started_disposes_what_it_owns()
    {
        _rig.Unit("a");
        var worker = _rig.Build();
        var input = new Source(_rig);
        worker.Owns("Source input", input);

        await worker.DisposeAsync().AsTask().InTime();

        Assert.Equal(1, input.Disposals);
        Assert.Equal(UnitState.Stopped, worker.State);
    }

    [Fact]
    public async Task R_OWN_2_a_start_that_failed_leaves_owned_inputs_to_the_next_one()
    {
        var fails = true;
        _rig.Unit("a", "", unit => unit.On(Hook.OnStartup, () =>
        {
            if (fails)
                throw new IOException("refused");
        }));
        var worker = _rig.Build();
        var input = new Source(_rig);
        worker.Owns("Source input", input);

        await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync().InTime());
        Assert.Equal(0, input.Disposals);
        fails = false;
        await worker.StartAsync().InTime();
        await worker.DisposeAsync().AsTask().InTime();

        Assert.Equal(1, input.Disposals);
    }

    [Fact]
    public async Task R_OWN_2_a_program_whose_start_fails_disposes_what_it_owns()
    {
        _rig.Unit("a", "", unit => unit.On(Hook.OnStartup, () => throw new IOException("refused")));
        var worker = _rig.Build(pool: true);
        var input = new Source(_rig);
        worker.Owns("Source input", input);

        Assert.Equal(1, await ProcessRun.RunAsync(worker, new FakeProcess(), CancellationToken.None).InTime());

        Assert.Equal(1, input.Disposals);
    }

    [Fact]
    public async Task R_OWN_3_a_disposal_that_fails_is_reported_by_the_name_of_the_input()
    {
        _rig.Unit("a");
        var process = new FakeProcess();
        var worker = _rig.Build();
        worker.Owns("Source input", new Source(_rig) { Error = new IOException("flush") });
        await worker.StartAsync().InTime();

        await ProcessRun.DisposeAsync(worker, process).AsTask().InTime();

        Assert.Contains("the disposal of Source input failed: flush", process.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void R_OWN_3_a_disposal_that_does_not_end_is_abandoned_when_the_time_to_stop_is_over()
    {
        _rig.Unit("a");
        var worker = _rig.Build(shutdown: 5, grace: 1);
        worker.Owns("Source input", new Source(_rig) { Pause = Task.Delay(Timeout.Infinite) });
        var start = worker.StartAsync();
        _rig.Settle();
        Assert.True(start.IsCompletedSuccessfully);

        var disposal = worker.DisposeAsync().AsTask();
        _rig.Advance(5.9);
        Assert.False(disposal.IsCompleted);
        _rig.Advance(0.2);

        Assert.True(disposal.IsCompletedSuccessfully);
    }

    private sealed class Source(Rig rig) : IAsyncDisposable
    {
        public int Disposals { get; private set; }

        public Exception? Error { get; init; }

        public Task Pause { get; init; } = Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            Disposals++;
            rig.Journal.Add("disposed");
            await Pause.ConfigureAwait(false);
            if (Error is not null)
                throw Error;
        }
    }
}
