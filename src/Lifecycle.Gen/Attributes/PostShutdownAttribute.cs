namespace Lifecycle;

/// <summary>Marks a method that runs in every cycle, after every <see cref="OnShutdownAttribute"/> hook, dependents first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class PostShutdownAttribute : PhaseAttribute;
