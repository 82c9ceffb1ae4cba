using Lifecycle;

namespace Modular.Replication;

/// <summary>Marks a hook that checks records against each other: when everything is up, before any [OnReady].</summary>
[Phase(After = typeof(OnStartupAttribute))]
public sealed class VerifyAttribute : PhaseAttribute;
