using Lifecycle.Engine.Process;
using Lifecycle.Runtime;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Programs;

/// <summary>Who decides the exit code: a failure, a unit, the program, in this order.</summary>
public class ExitCodeTests
{
    private readonly Rig _rig = new();
    private readonly FakeProcess _process = new();

    [Theory]
    [InlineData(Hook.OnStartup)]
    [InlineData(Hook.OnReady)]
    [InlineData(Hook.Run)]
    [InlineData(Hook.Background)]
    public async Task A_unit_that_asks_for_a_stop_may_give_the_exit_code(int phase)
    {
        _rig.Unit("a", "", u => u.OnContext(phase, context =>
        {
            context.RequestStop(exitCode: 42);
            return Task.CompletedTask;
        }).Marks(Hook.OnShutdown));

        Assert.Equal(42, await RunAsync());
        Assert.Null(_process.Errors);
    }

    [Fact]
    public async Task The_first_code_counts_and_a_request_without_one_says_none()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.Run, context =>
        {
            context.RequestStop();
            context.RequestStop(2);
            context.RequestStop(3);
            context.RequestStop();
            return Task.CompletedTask;
        }).OnContext(Hook.OnShutdown, context =>
        {
            context.RequestStop(4);
            return Task.CompletedTask;
        }));

        Assert.Equal(2, await RunAsync());
    }

    [Theory]
    [InlineData(Hook.Background, Hook.PostShutdown, 1)]
    [InlineData(Hook.OnShutdown, Hook.Run, 3)]
    public async Task A_failure_counts_more(int phase, int other, int code)
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup, other).On(phase, () => throw new IOException("a")))
            .Unit("b", "a", u => u.Marks(Hook.OnStartup).OnContext(Hook.OnShutdown, context =>
            {
                context.RequestStop(42);
                return Task.CompletedTask;
            }));

        Assert.Equal(code, await RunAsync());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public async Task A_code_that_would_not_arrive_is_refused_and_stops_nothing(int exitCode)
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.OnStartup, context =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => context.RequestStop(exitCode));
            return Task.CompletedTask;
        }));
        var worker = _rig.Build();
        var run = ProcessRun.RunAsync(worker, _process, CancellationToken.None);
        _rig.Settle();

        Assert.Equal(UnitState.Started, worker.State);
        worker.RequestStop();
        _rig.Settle();
        Assert.Equal(0, await run.InTime());
    }

    [Fact]
    public async Task Where_the_worker_is_no_program_it_stops()
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.Run, context =>
        {
            context.RequestStop(42);
            return Task.CompletedTask;
        }).Marks(Hook.OnShutdown));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        await worker.WaitAsync().InTime();
        Assert.Equal((UnitState.Stopped, "a"), (worker.State, _rig.Journal.Of("down")));
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData(0, 0)]
    [InlineData(42, 42)]
    public async Task What_the_program_has_set_is_not_overwritten_by_success(int? requested, int code)
    {
        _rig.Unit("a", "", u => u.OnContext(Hook.Run, context =>
        {
            _process.ExitCode = 7;
            if (requested is { } exitCode)
                context.RequestStop(exitCode);

            return Task.CompletedTask;
        }));

        Assert.Equal(code, await RunAsync());
    }

    [Fact]
    public async Task What_the_program_has_set_does_not_hide_a_failure()
    {
        _process.ExitCode = 7;
        _rig.Unit("a", "", u => u.Marks(Hook.Run).On(Hook.OnShutdown, () => throw new IOException("a")));

        Assert.Equal(3, await RunAsync());
    }

    private async Task<int> RunAsync()
    {
        var run = ProcessRun.RunAsync(_rig.Build(), _process, CancellationToken.None);
        _rig.Settle();
        return await run.InTime();
    }
}
