namespace Lifecycle;

/// <summary>
/// Marks a method that runs in every cycle, before any <see cref="OnStartupAttribute"/> hook, to read and validate settings; dependencies first.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class PreStartupAttribute : RetryPhaseAttribute;
