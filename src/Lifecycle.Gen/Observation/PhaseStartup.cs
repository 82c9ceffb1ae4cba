namespace Lifecycle;

/// <summary>The duration of one phase in one start.</summary>
public sealed class PhaseStartup
{
    internal PhaseStartup(string name, TimeSpan began, TimeSpan took)
    {
        Name = name;
        Began = began;
        Took = took;
    }

    /// <summary>The name of the phase, such as <c>OnStartup</c>.</summary>
    public string Name { get; }

    /// <summary>From the beginning of the start until the first hook of the phase began.</summary>
    public TimeSpan Began { get; }

    /// <summary>From the beginning of its first hook to the end of its last one.</summary>
    public TimeSpan Took { get; }

    /// <summary>The name and the duration in milliseconds.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Took.TotalMilliseconds:0.0} ms");
}
