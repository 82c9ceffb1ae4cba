namespace Lifecycle.Core.Units;

/// <summary>A unit, or a value of <c>[Provides]</c>, that a hook takes as a parameter.</summary>
/// <param name="Index">Its index among all that the hooks of the unit take.</param>
/// <param name="Type">Its type as C#.</param>
/// <param name="IsOptional">Whether it is <c>null</c> where the worker has none.</param>
public sealed record HookTake(int Index, string Type, bool IsOptional);
