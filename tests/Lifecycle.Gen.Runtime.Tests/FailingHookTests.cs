using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>A worker of which one background hook fails as often as a test says, and a unit that depends on that one.</summary>
public abstract class FailingHookTests
{
    private protected readonly Rig _rig = new();
    private protected readonly List<double> _begins = [];

    /// <summary>How long each call of the hook takes before it fails; then it runs until it is cancelled.</summary>
    private protected readonly Queue<double> _failsAfter = new();

    private protected TestWorker Build(HookDefinition policy, params double[] failsAfter) => Build(logger: null, policy, failsAfter);

    private protected TestWorker Build(LogSpy? logger, HookDefinition policy, params double[] failsAfter)
    {
        foreach (var seconds in failsAfter)
            _failsAfter.Enqueue(seconds);

        var failures = 0;
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup, Hook.OnShutdown).On(Hook.Background, async token =>
        {
            _begins.Add(_rig.Time.Elapsed.TotalSeconds);
            if (!_failsAfter.TryDequeue(out var seconds))
                await _rig.Delay(-1, token);
            else if (seconds > 0)
                await _rig.Delay(seconds, token);

            throw new IOException($"failure {++failures}");
        }, policy)).Unit("b", "a");
        return _rig.Build(logger: logger);
    }

    private protected async Task StopAsync(TestWorker worker)
    {
        var stop = worker.StopAsync();
        _rig.Settle();
        await stop.InTime();
        await worker.WaitAsync().InTime();
    }
}
