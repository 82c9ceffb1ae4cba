using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG5011: units of a program whose workers no code names: they are never made. Where a class of the program is called <c>Worker</c>, the generated worker
/// has another name, and is easily forgotten. In a test project units are for single tests.
/// </summary>
internal sealed class IdleProgramCheck : IAssemblyCheck
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.IdleProgram];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        if (!all.Assembly.IsExecutable || all.Assembly.IsTest)
            yield break;

        var units = all.Catalog.Units.Where(unit => unit.Position.IsOwn && unit.IsUnit).OrderBy(unit => unit.Position).ToList();
        if (units.Count == 0 || all.Graphs.Any(graph => usage.IsNamed(graph.Worker)) || units.Exists(usage.IsAttached))
            yield break;

        var workers = all.Graphs.Select(graph => graph.Worker).ToList();
        var names = string.Join(" or ", workers.Select(worker => worker.Name));
        yield return new Finding(
            RuleIds.IdleProgram,
            SubjectKey.OfType(units[0].Key),
            units.Count switch
            {
                1 => $"{units[0].Name} is",
                2 => $"{units[0].Name} and {units[1].Name} are",
                _ => $"{units[0].Name} and {units.Count - 1} more units are",
            },
            workers[0] is { IsDefault: true } only
                ? only.Name == "Worker" ? "no code names Worker, the generated worker of this program"
                : $"no code names {only.Name}, the generated worker of this program, which is not called Worker because something else is"
                : $"no code names {names}",
            $"Write 'return await {workers[0].Name}.RunAsync();' in the entry point, or make and start it there");
    }
}
