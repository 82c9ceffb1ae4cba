using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>What the timer finds out under the lock, and what calls the user's code when it is released.</summary>
internal struct TimerOutcome
{
    private List<LifecycleException>? _failures;
    private List<string>? _abandoned;
    private List<CancellationTokenSource>? _cancel;

    public void AddFailure(LifecycleException error) => (_failures ??= []).Add(error);

    public void AddAbandoned(string hook) => (_abandoned ??= []).Add(hook);

    public void AddCancellation(CancellationTokenSource source) => (_cancel ??= []).Add(source);

    public readonly void Publish(UnitTable units)
    {
        foreach (var failure in _failures ?? [])
            units.Reports?.Failed(failure);

        foreach (var name in _abandoned ?? [])
            units.Reports?.HookAbandoned(name);

        foreach (var source in _cancel ?? [])
            TokenCancellation.Cancel(units, source);
    }
}
