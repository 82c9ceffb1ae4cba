using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>What one hook's attribute says, as data.</summary>
/// <param name="hook">Its number, see <see cref="Hook"/>.</param>
/// <param name="name">The name of the method.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HookDefinition(int hook, string name)
{
    /// <summary>The number of the hook, see <see cref="Runtime.Hook"/>.</summary>
    public int Hook { get; } = hook;

    /// <summary>The name of the method.</summary>
    public string Name { get; } = name;

    /// <summary>See <see cref="PhaseAttribute.TimeoutSeconds"/>.</summary>
    public double TimeoutSeconds { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.Retries"/>.</summary>
    public int Retries { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.RetryDelaySeconds"/>.</summary>
    public double RetryDelaySeconds { get; init; }

    /// <summary>See <see cref="RetryPhaseAttribute.Backoff"/>.</summary>
    public Backoff Backoff { get; init; }
}
