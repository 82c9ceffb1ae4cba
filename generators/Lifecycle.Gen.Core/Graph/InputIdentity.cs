using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Graph;

/// <summary>Which parameters get one and the same input of a worker.</summary>
public static class InputIdentity
{
    /// <summary>Whether its name is part of it; otherwise it is the only one of its type.</summary>
    public static bool IsNamed(DependencyModel parameter, Resolution.Input input) => parameter.IsSharedByName || input.Name is not null;

    /// <summary>The name of the input that a parameter gets.</summary>
    public static string NameOf(DependencyModel parameter, Resolution.Input input) => input.Name ?? parameter.Name;

    /// <summary>What all parameters have in common that get the same input.</summary>
    public static string KeyOf(DependencyModel parameter, Resolution.Input input) =>
        IsNamed(parameter, input) ? $"{parameter.Type.Key} {NameOf(parameter, input)}" : parameter.Type.Key;

    /// <summary>Every parameter of a worker's units that gets an input, those of conditions after those of constructors.</summary>
    internal static IEnumerable<InputUse> UsesIn(LifecycleGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            for (var i = 0; i < node.Resolutions.Count; i++)
            {
                if (node.Resolutions[i] is Resolution.Input input)
                    yield return new InputUse(node.Unit, node.Unit.Dependencies[i], input, SubjectKey.OfParameter(node.Unit.Key, i));
            }

            for (var i = 0; i < node.Condition.Count; i++)
            {
                if (node.Condition[i] is Resolution.Input input)
                    yield return new InputUse(node.Unit, node.Unit.Condition!.Parameters[i], input, node.Unit.Condition.Subject);
            }
        }
    }
}

/// <summary>A parameter that gets an input.</summary>
/// <param name="Unit">Whose it is.</param>
/// <param name="Parameter">The parameter.</param>
/// <param name="Input">What it gets.</param>
/// <param name="Subject">Where it is.</param>
internal sealed record InputUse(UnitShape Unit, DependencyModel Parameter, Resolution.Input Input, SubjectKey Subject)
{
    /// <summary>What all uses of one input have in common.</summary>
    public string Key => InputIdentity.KeyOf(Parameter, Input);
}
