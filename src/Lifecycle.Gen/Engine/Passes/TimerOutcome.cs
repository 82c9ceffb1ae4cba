using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>What the timer finds out under the lock, and reports to loggers and observers when it is released.</summary>
internal struct TimerOutcome
{
    private List<LifecycleException>? _failures;
    private List<string>? _abandoned;

    public void AddFailure(LifecycleException error) => (_failures ??= []).Add(error);

    public void AddAbandoned(string hook) => (_abandoned ??= []).Add(hook);

    public readonly void Publish(UnitTable units)
    {
        foreach (var failure in _failures ?? [])
            units.Reports?.Failed(failure);

        foreach (var name in _abandoned ?? [])
            units.Reports?.HookAbandoned(name);
    }
}
