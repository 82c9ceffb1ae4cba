namespace Lifecycle;

/// <summary>
/// On a parameter of a unit's constructor: the worker owns the input that it gets, and disposes it (<see cref="IAsyncDisposable"/>, else
/// <see cref="IDisposable"/>) when it is disposed itself, after all its units, whether it was started or not. Without it an input belongs to the code
/// that passes it. Of a parameter that gets no input it means nothing: units are always the worker's own.
/// </summary>
/// <remarks>An input that several units take is disposed once, and is the worker's if one of them says so.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OwnedByWorkerAttribute : Attribute;
