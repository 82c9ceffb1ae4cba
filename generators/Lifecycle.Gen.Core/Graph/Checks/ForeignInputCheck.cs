using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>
/// LCG1015: an input that the constructor of a unit is not the place for: a token, which hooks get, and a service provider, which hides what the unit
/// depends on. One finding a type, with all consumers.
/// </summary>
internal sealed class ForeignInputCheck : IAssemblyCheck
{
    private static readonly Dictionary<string, (string Fault, string Remedy)> s_foreign = new(StringComparer.Ordinal)
    {
        ["global::System.Threading.CancellationToken"] = (
            "no worker cancels it",
            "Take it in the hook: 'Task OpenAsync(CancellationToken token)', or take IWorkerContext, whose Stopping is cancelled when the stop begins"),
        ["global::System.IServiceProvider"] = (
            "what it is asked for is no dependency that the compiler sees, so that neither the order nor the inputs of the worker contain it",
            "Take what it would be asked for: a unit, or a type that becomes an input, which a host gives from its services"),
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> Rules { get; } = [RuleIds.ForeignInput];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(AssemblyGraphs all, ICodeUsage usage)
    {
        var uses = all.Graphs.SelectMany(InputIdentity.UsesIn).Where(use => s_foreign.ContainsKey(TypeOf(use)) && use.Subject.Kind == SubjectKind.Parameter);
        foreach (var group in uses.GroupBy(TypeOf, StringComparer.Ordinal))
        {
            var takers = group.GroupBy(use => use.Subject).Select(same => same.First()).ToList();
            var (fault, remedy) = s_foreign[group.Key];
            yield return new Finding(
                RuleIds.ForeignInput,
                takers[0].Subject,
                takers.Skip(1).Select(taker => taker.Subject).ToEquatableArray(),
                [
                    takers[0].Parameter.Type.Brief,
                    SubjectList.Of([.. takers.Select(taker => taker.Unit.Name)], i => takers[i].Parameter.Label),
                    fault,
                    remedy,
                ]);
        }
    }

    private static string TypeOf(InputUse use) => use.Parameter.Type.Key.TrimEnd('?');
}
