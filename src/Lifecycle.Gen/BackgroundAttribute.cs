namespace Lifecycle;

/// <summary>A supervised loop that belongs to its unit: starts right after the unit's startup and is cancelled and awaited before its shutdown. When it fails, the worker stops.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class BackgroundAttribute : PhaseAttribute;
