namespace Lifecycle.Core.Units;

/// <summary>What one assembly declares.</summary>
/// <param name="Units">Its units.</param>
/// <param name="Workers">Its workers, without the default one.</param>
/// <param name="Assembly">The assembly.</param>
public sealed record UnitSet(EquatableArray<UnitShape> Units, EquatableArray<WorkerModel> Workers, AssemblyModel Assembly);

/// <summary>The assembly, as far as it matters here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsExecutable">Whether it has an entry point and so may have a default worker.</param>
/// <param name="WorkerNameIsTaken">Whether something else is called <c>Worker</c> where the default worker would be.</param>
public sealed record AssemblyModel(string Name, bool IsExecutable, bool WorkerNameIsTaken);
