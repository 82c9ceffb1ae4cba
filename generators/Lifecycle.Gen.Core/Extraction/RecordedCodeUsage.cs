using Lifecycle.Core.Units;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Records queries about code and their answers, so that they can be compared with those of another compilation in which units are declared the same.
/// </summary>
public sealed class RecordedCodeUsage(ICodeUsage around) : ICodeUsage
{
    /// <summary>The queries so far, with their answers.</summary>
    public CodeUsageAnswers Answers { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, PlainClass> OnlyProviders(IReadOnlyCollection<string> types)
    {
        var found = around.OnlyProviders(types);
        Answers.Providers.Add((types, found));
        return found;
    }

    /// <inheritdoc/>
    public bool IsUsed(PlainClass type) => Answers.Used[type] = around.IsUsed(type);

    /// <inheritdoc/>
    public bool IsNamed(WorkerModel worker) => Answers.Named[worker] = around.IsNamed(worker);

    /// <inheritdoc/>
    public bool IsAttached(UnitShape unit) => Answers.Attached[unit] = around.IsAttached(unit);
}

/// <summary>Answers about code; values only, so that they keep no compilation.</summary>
public sealed class CodeUsageAnswers
{
    internal Dictionary<PlainClass, bool> Used { get; } = [];

    internal Dictionary<WorkerModel, bool> Named { get; } = [];

    internal Dictionary<UnitShape, bool> Attached { get; } = [];

    internal List<(IReadOnlyCollection<string> Types, IReadOnlyDictionary<string, PlainClass> Found)> Providers { get; } = [];

    /// <summary>Whether other surroundings give the same answers about declarations. The query costs a walk over all types.</summary>
    public bool AreOfProvidersOf(ICodeUsage around) => Providers.TrueForAll(asked => IsSame(asked.Found, around.OnlyProviders(asked.Types)));

    /// <summary>Whether other surroundings give the same answers about bodies.</summary>
    public bool AreThoseOf(ICodeUsage around) =>
        Used.All(answer => around.IsUsed(answer.Key) == answer.Value)
        && Named.All(answer => around.IsNamed(answer.Key) == answer.Value)
        && Attached.All(answer => around.IsAttached(answer.Key) == answer.Value);

    private static bool IsSame(IReadOnlyDictionary<string, PlainClass> x, IReadOnlyDictionary<string, PlainClass> y) =>
        x.Count == y.Count && x.All(pair => y.TryGetValue(pair.Key, out var other) && pair.Value == other);
}
