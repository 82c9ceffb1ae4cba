using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>
/// R-BG-4: whose cancellation it is that ends a hook. Beside its own token a hook may name one that follows it, or none; all else is a failure, also while
/// its own token is cancelled.
/// </summary>
public class ForeignCancellationTests
{
    /// <summary>By name, because the test runner looks at its arguments, too.</summary>
    public static TheoryData<string, bool> Cancellations => new()
    {
        { "own", false }, { "linked", false }, { "none", false }, { "always cancelled", true }, { "not cancelled", true }, { "time-out", true },
    };

    private readonly Rig _rig = new();

    [Theory, MemberData(nameof(Cancellations))]
    public async Task R_BG_4_of_a_background_task_that_the_stop_cancels(string kind, bool isFailure)
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnShutdown).On(Hook.Background, token => CancelledAsync(kind, token)));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();

        await EndsAsync(stop, isFailure);
        Assert.Equal("a", _rig.Journal.Of("down"));
    }

    [Theory, MemberData(nameof(Cancellations))]
    public async Task R_BG_4_of_a_background_task_with_a_limit_that_the_stop_cancels(string kind, bool isFailure)
    {
        _rig.Unit("a", "", u => u.On(Hook.Background, token => CancelledAsync(kind, token), new HookDefinition(0, "") { TimeoutSeconds = 1000 }));
        var worker = _rig.Build();
        await worker.StartAsync().InTime();
        _rig.Settle();

        var stop = worker.StopAsync();
        _rig.Settle();

        await EndsAsync(stop, isFailure);
    }

    [Theory, MemberData(nameof(Cancellations))]
    public async Task R_BG_4_of_a_startup_hook_that_the_failure_of_another_cancels(string kind, bool isFailure)
    {
        _rig.Unit("a", "", u => u.On(Hook.OnStartup, token => CancelledAsync(kind, token)))
            .Unit("b", "", u => u.On(Hook.OnStartup, async token =>
            {
                await _rig.Delay(1, token);
                throw new IOException("b");
            }));
        var start = _rig.Build().StartAsync();
        _rig.Advance(1);

        var error = await Assert.ThrowsAsync<UnitStartException>(() => start.InTime());
        Assert.Equal(("b", isFailure ? 1 : 0), (error.Unit, error.Others.Count));
    }

    [Theory, MemberData(nameof(Cancellations))]
    public async Task R_BG_4_of_a_shutdown_hook_that_the_end_of_the_budget_cancels(string kind, bool isFailure)
    {
        _rig.Unit("a", "", u => u.On(Hook.OnShutdown, token => CancelledAsync(kind, token)));
        var worker = _rig.Build(shutdown: 2);
        await worker.StartAsync().InTime();

        var stop = worker.StopAsync();
        _rig.Advance(2);

        var error = await Assert.ThrowsAsync<LifecycleTimeoutException>(() => stop.InTime());
        Assert.Equal(isFailure ? 1 : 0, error.Others.Count);
    }

    private static async Task EndsAsync(Task stop, bool isFailure)
    {
        if (isFailure)
            Assert.IsAssignableFrom<OperationCanceledException>((await Assert.ThrowsAnyAsync<LifecycleException>(() => stop.InTime())).InnerException);
        else
            await stop.InTime();
    }

    private static async Task CancelledAsync(string kind, CancellationToken token)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var other = new CancellationTokenSource();
        var end = new TaskCompletionSource();
        await using var registration = (kind == "linked" ? linked.Token : token).UnsafeRegister(_ => end.SetResult(), null);
        await end.Task;
        throw kind switch
        {
            "own" => new OperationCanceledException(token),
            "linked" => new OperationCanceledException(linked.Token),
            "none" => new OperationCanceledException(),
            "always cancelled" => new OperationCanceledException(new CancellationToken(canceled: true)),
            "not cancelled" => new OperationCanceledException(other.Token),
            _ => new TaskCanceledException("request", new TimeoutException(), linked.Token),
        };
    }
}
