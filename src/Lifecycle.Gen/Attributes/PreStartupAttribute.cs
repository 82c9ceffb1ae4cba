namespace Lifecycle;

/// <summary>Runs in every cycle before any <see cref="OnStartupAttribute"/> hook: the place to read and validate settings. Dependencies first.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class PreStartupAttribute : RetryPhaseAttribute;
