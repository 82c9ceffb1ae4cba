using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>A query of health is answered within the limits of the checks, whatever blocks its thread for good (R-STOP-5).</summary>
public sealed class HealthHangTests : IDisposable
{
    private static readonly HookDefinition s_limit = new(0, "") { TimeoutSeconds = 2 };

    private readonly Rig _rig = new();
    private readonly ManualResetEventSlim _gate = new();
    private readonly RealThreads _pool;

    public HealthHangTests() => _pool = new RealThreads(_rig);

    public void Dispose()
    {
        _gate.Set();
        _pool.Dispose();
        _gate.Dispose();
    }

    [Fact]
    public async Task R_STOP_5_a_check_that_blocks_its_thread_has_failed_at_its_limit_and_is_called_once_as_long_as_it_blocks()
    {
        _rig.Unit("a", "", u => u.On(Hook.HealthCheck, () => _gate.Wait(), s_limit)).Unit("b", "", u => u.Marks(Hook.HealthCheck));
        var worker = _rig.Build(shutdown: 3);
        await worker.StartAsync().InTime();

        for (var i = 0; i < 3; i++)
        {
            var asked = worker.CheckHealthAsync();
            await _pool.Until(() => _rig.Journal.Count("check b") > i, timePasses: false);
            var health = await Answered(asked);
            Assert.Equal("Test.Worker: [HealthCheck] check1 of a took longer than its limit of 2 s", health.Units[0].Message);
            Assert.Equal(HealthStatus.Ready, health.Units[1].Status);
            _rig.Time.Advance(10);
        }

        Assert.Equal(1, _rig.Journal.Count("check a"));
        var stop = worker.StopAsync();
        await _pool.Until(() => stop.IsCompleted);
        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop);
        Assert.Equal(("a", "check1", "HealthCheck"), (error.Unit, error.Hook, error.Phase));
    }

    [Fact]
    public async Task R_STOP_5_so_is_one_that_never_ends_and_when_it_has_ended_it_is_called_again()
    {
        var ends = new TaskCompletionSource();
        _rig.Unit("a", "", u => u.On(Hook.HealthCheck, _ => ends.Task, s_limit));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();

        Assert.Equal(HealthStatus.Degraded, (await Answered(worker.CheckHealthAsync())).Status);
        _rig.Time.Advance(10);
        Assert.Equal(HealthStatus.Degraded, (await Answered(worker.CheckHealthAsync())).Status);
        Assert.Equal(1, _rig.Journal.Count("check a"));

        await Task.Run(ends.SetResult); // With no context: what waits for it goes on before this returns.
        Assert.Equal(HealthStatus.Ready, (await Answered(worker.CheckHealthAsync(), timePasses: false)).Status);
        Assert.Equal(2, _rig.Journal.Count("check a"));
    }

    [Fact]
    public async Task R_STOP_5_neither_a_callback_on_its_token_nor_a_logger_that_blocks_holds_up_the_answer()
    {
        using var log = new LogSpy(message =>
        {
            if (message.Contains("degraded", StringComparison.Ordinal))
                _gate.Wait();
        });
        _rig.Unit("a", "", u => u.On(Hook.HealthCheck, token =>
        {
            token.UnsafeRegister(_ => _gate.Wait(), null);
            throw new IOException("a");
        }, s_limit));
        var worker = _rig.Build(logger: log);
        await worker.StartAsync().InTime();

        Assert.Equal("a", (await Answered(worker.CheckHealthAsync(), timePasses: false)).Units[0].Message);
    }

    [Fact]
    public async Task A_callback_on_its_token_that_throws_at_the_limit_ends_no_process()
    {
        _rig.Unit("a", "", u => u.On(Hook.HealthCheck, token =>
        {
            token.UnsafeRegister(_ => throw new IOException("callback"), null);
            return _rig.Delay(-1, token);
        }, s_limit));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();

        Assert.StartsWith("Test.Worker: [HealthCheck] check1 of a took longer", (await Answered(worker.CheckHealthAsync())).Units[0].Message,
            StringComparison.Ordinal);
    }

    private async Task<WorkerHealth> Answered(Task<WorkerHealth> check, bool timePasses = true)
    {
        await _pool.Until(() => check.IsCompleted, timePasses);
        return await check;
    }
}
