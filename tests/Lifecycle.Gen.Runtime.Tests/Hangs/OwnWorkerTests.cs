using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.Hangs;

/// <summary>Hooks that ask their own worker for what they are a part of: refused at once where it cannot work, done where it can be meant.</summary>
public class OwnWorkerTests
{
    private readonly Rig _rig = new();
    private TestWorker _worker = null!;

    public static TheoryData<int, string> InHooks()
    {
        var data = new TheoryData<int, string>();
        foreach (var phase in (int[])[Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady, Hook.OnDrain, Hook.OnShutdown, Hook.PostShutdown])
        {
            foreach (var call in (string[])["start", "stop", "reload", "wait", "dispose"])
                data.Add(phase, call);
        }

        return data;
    }

    [Theory, MemberData(nameof(InHooks))]
    public async Task Waiting_for_the_own_worker_in_a_hook_of_an_operation_is_refused_at_once_with_what_to_call_instead(int phase, string call)
    {
        Exception? refused = null;
        _rig.Unit("a", "", u =>
        {
            u.Marks(Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady);
            u.On(phase, async _ => refused = await Record.ExceptionAsync(() => CallAsync(call)));
        });
        _worker = _rig.Build(shutdown: 5);

        var start = _worker.StartAsync();
        _rig.Settle();
        Assert.True(start.IsCompleted);
        await start;
        var stop = _worker.StopAsync();
        _rig.Settle();

        Assert.True(stop.IsCompleted);
        await stop;
        var message = Assert.IsType<UnitStateException>(refused).Message;
        if (call is "stop" or "wait" or "dispose")
            Assert.Contains("RequestStop", message, StringComparison.Ordinal);

        Assert.Equal(0, _rig.Time.Elapsed.TotalSeconds);
    }

    [Theory]
    [InlineData(Hook.Run)]
    [InlineData(Hook.Background)]
    public async Task StopAsync_in_a_loop_stops_the_worker_and_fails_nothing(int phase)
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(phase, async _ =>
        {
            await Task.CompletedTask;
            await _worker.StopAsync(CancellationToken.None);
        }));
        _worker = _rig.Build(shutdown: 5);
        await _worker.StartAsync().InTime();
        var end = _worker.WaitAsync();
        _rig.Settle();

        Assert.True(end.IsCompleted, _rig.Journal.ToString());
        await end;
        Assert.Equal(("a", UnitState.Stopped), (_rig.Journal.Of("down"), _worker.State));
    }

    [Theory]
    [InlineData(Hook.Run, "wait")]
    [InlineData(Hook.Background, "wait")]
    [InlineData(Hook.Run, "reload")]
    [InlineData(Hook.Background, "reload")]
    [InlineData(Hook.Run, "dispose")]
    [InlineData(Hook.Background, "dispose")]
    public async Task What_a_loop_waits_for_in_vain_costs_no_budget(int phase, string call)
    {
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(phase, async _ => await Record.ExceptionAsync(() => CallAsync(call))));
        _worker = _rig.Build(shutdown: 5);
        await _worker.StartAsync().InTime();
        _rig.Settle();
        var stop = _worker.StopAsync();
        _rig.Settle();

        Assert.True(stop.IsCompleted, _rig.Journal.ToString());
        await stop;
    }

    [Theory]
    [InlineData(Hook.OnInit)]
    [InlineData(Hook.OnStartup)]
    [InlineData(Hook.OnReady)]
    public async Task Attaching_in_a_start_hook_that_does_not_wait_is_done_when_the_start_is_through_or_refused_by_the_call(int phase)
    {
        var plugin = new Plugin(_rig.Journal);
        plugin.Marks(Hook.OnStartup, Hook.OnShutdown);
        Exception? refused = null;
        Task? attach = null;
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(phase, () =>
        {
            try
            {
                attach = _worker.AttachAsync(plugin);
            }
            catch (UnitStateException e)
            {
                refused = e;
            }
        }));
        _worker = _rig.Build();

        await _worker.StartAsync().InTime();
        _rig.Settle();

        if (refused is not null)
        {
            Assert.Null(attach);
            return;
        }

        await attach!.InTime();
        Assert.Equal(UnitState.Started, _worker.StateOf("plugin"));
    }

    private Task CallAsync(string call) => call switch
    {
        "start" => _worker.StartAsync(),
        "stop" => _worker.StopAsync(),
        "reload" => _worker.ReloadAsync(),
        "wait" => _worker.WaitAsync(),
        _ => _worker.DisposeAsync().AsTask(),
    };

    private sealed class Plugin(Journal journal) : TestUnit("plugin", journal);
}
