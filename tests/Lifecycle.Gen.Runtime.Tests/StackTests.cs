using System.Diagnostics;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Which frames a user sees, in a debugger and in exceptions.</summary>
public class StackTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_debugger_no_hook_stands_on_the_stack_of_one_that_has_ended(bool isDebugged)
    {
        var rig = new Rig { KeepsStacksApart = isDebugged };
        var stack = "";
        rig.Unit("a", "", u => u.On(Hook.OnStartup, EndLaterAsync))
            .Unit("b", "a", u => u.On(Hook.OnStartup, () => stack = new StackTrace().ToString()));
        await using var worker = rig.Build(pool: true);

        await worker.StartAsync(TestContext.Current.CancellationToken).InTime();

        Assert.Contains(nameof(StackTests), stack, StringComparison.Ordinal);
        Assert.Equal(!isDebugged, stack.Contains(nameof(EndLaterAsync), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Above_where_it_was_caught_the_trace_of_a_failed_hook_has_no_frame_of_the_engine()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.OnStartup, Fail));
        await using var worker = rig.Build();

        var failure = await Assert.ThrowsAsync<UnitStartException>(() => worker.StartAsync(TestContext.Current.CancellationToken).InTime());

        var trace = failure.InnerException!.StackTrace!;
        Assert.Contains(nameof(Fail), trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Lifecycle.Engine", WithoutLastFrame(trace), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Above_where_it_was_caught_the_trace_of_a_failed_background_hook_has_no_frame_of_the_engine()
    {
        var rig = new Rig();
        rig.Unit("a", "", u => u.On(Hook.Background, Fail));
        await using var worker = rig.Build();
        await worker.StartAsync(TestContext.Current.CancellationToken).InTime();

        rig.Settle();

        var failure = await Assert.ThrowsAsync<BackgroundTaskException>(() => worker.WaitAsync(TestContext.Current.CancellationToken).InTime());

        var trace = failure.InnerException!.StackTrace!;
        Assert.Contains(nameof(Fail), trace, StringComparison.Ordinal);
        Assert.DoesNotContain("Lifecycle.Engine", WithoutLastFrame(trace), StringComparison.Ordinal);
    }

    // The runtime shows the last frame, in which an exception was caught, also where it is to be hidden.
    private static string WithoutLastFrame(string trace) => trace[..trace.TrimEnd().LastIndexOf('\n')];

    private static async Task EndLaterAsync(CancellationToken token)
    {
        await Task.Yield();
        token.ThrowIfCancellationRequested();
    }

    private static void Fail() => throw new IOException("no");
}
