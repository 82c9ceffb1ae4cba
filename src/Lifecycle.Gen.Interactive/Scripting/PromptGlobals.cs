using System.ComponentModel;

namespace Lifecycle.Interactive.Scripting;

/// <summary>What every line of the prompt sees beside the units: its members are variables and functions there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PromptGlobals
{
    private readonly IReadOnlyDictionary<string, Func<object?>> _units;

    internal PromptGlobals(LifecycleWorker worker, IReadOnlyDictionary<string, Func<object?>> units)
    {
        Worker = worker;
        _units = units;
    }

    /// <summary>The worker.</summary>
    public LifecycleWorker Worker { get; }

    /// <summary>Cancelled by Ctrl+C while a line is evaluated.</summary>
    public CancellationToken Cancellation { get; internal set; }

    /// <summary>A unit by the name of the worker's property.</summary>
    /// <param name="property">The name.</param>
    /// <returns>The unit; <see langword="null"/> for one that is disabled.</returns>
    public object? Unit(string property) => _units[property]();
}
