using System.Globalization;
using Lifecycle.Engine.Foundation;
using Lifecycle.Engine.Units;

namespace Lifecycle.Engine.Passes;

/// <summary>What the timer finds out under the lock, and reports to loggers and observers when it is released.</summary>
internal struct TimerOutcome
{
    private const int MostNames = 5;

    private List<LifecycleException>? _failures;
    private List<string>? _abandoned;
    private List<string>? _waitedFor;
    private double _seconds;

    public void AddFailure(LifecycleException error) => (_failures ??= []).Add(error);

    public void AddAbandoned(string hook) => (_abandoned ??= []).Add(hook);

    /// <summary>A hook that is waited for.</summary>
    /// <param name="hook">Its name.</param>
    /// <param name="seconds">For how long.</param>
    public void AddWait(string hook, double seconds)
    {
        (_waitedFor ??= []).Add(hook);
        _seconds = Math.Max(_seconds, seconds);
    }

    public readonly void Publish(UnitTable units)
    {
        foreach (var failure in _failures ?? [])
            units.Reports?.Failed(failure);

        foreach (var name in _abandoned ?? [])
            units.Reports?.HookAbandoned(name);

        if (_waitedFor is { } hooks)
            units.Reports?.WaitsFor(Text(hooks), _seconds);
    }

    private static string Text(List<string> hooks) => hooks.Count <= MostNames ? Failures.Join(hooks, hooks.Count)
        : Failures.Join(hooks, MostNames) + " and " + (hooks.Count - MostNames).ToString(CultureInfo.InvariantCulture) + " more";
}
