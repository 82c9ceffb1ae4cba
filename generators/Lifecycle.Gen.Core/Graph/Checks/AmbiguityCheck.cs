using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>LCG1003: a contract that several units provide; once a contract, whoever wants it.</summary>
public static class AmbiguityCheck
{
    /// <summary>Runs the check.</summary>
    public static IEnumerable<Finding> Check(LifecycleGraph graph)
    {
        foreach (var group in graph.Ambiguities.GroupBy(ambiguity => (ambiguity.Wanted.Key, ambiguity.Candidates)))
        {
            var wishes = group.ToList();
            var contract = wishes[0].Wanted.Brief;
            var candidates = wishes[0].Candidates.Select(key => graph.Catalog[key].Name).ToList();
            var bind = $"Bind<{contract}, {candidates[0]}>";
            var remedy = graph.Worker.IsDefault
                ? $"Declare a worker that says which: [Worker, {bind}] public sealed partial class Server;"
                : $"Say which one on {graph.Worker.Name}: [{bind}]";
            yield return new Finding(
                RuleIds.AmbiguousContract,
                wishes[0].Subject,
                wishes.Skip(1).Select(wish => wish.Subject).ToEquatableArray(),
                [contract, string.Join(", ", candidates), Places.List([.. wishes.Select(wish => graph.Catalog[wish.Unit].Name)], i => wishes[i].Label), remedy]);
        }
    }
}
