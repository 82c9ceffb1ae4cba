using Lifecycle.Core.Units;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Records queries about bodies and their answers, so that they can be compared with those of another compilation with the same declarations.
/// </summary>
public sealed class RecordedCodeUsage(ICodeUsage around) : ICodeUsage
{
    /// <summary>The queries so far, with their answers.</summary>
    public CodeUsageAnswers Answers { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, PlainClass> OnlyProviders(IReadOnlyCollection<string> types) => around.OnlyProviders(types);

    /// <inheritdoc/>
    public bool IsUsed(PlainClass type) => Answers.Used[type] = around.IsUsed(type);

    /// <inheritdoc/>
    public bool IsNamed(WorkerModel worker) => Answers.Named[worker] = around.IsNamed(worker);

    /// <inheritdoc/>
    public bool IsAttached(UnitShape unit) => Answers.Attached[unit] = around.IsAttached(unit);
}

/// <summary>Answers about bodies; values only, so that they keep no compilation.</summary>
public sealed class CodeUsageAnswers
{
    internal Dictionary<PlainClass, bool> Used { get; } = [];

    internal Dictionary<WorkerModel, bool> Named { get; } = [];

    internal Dictionary<UnitShape, bool> Attached { get; } = [];

    /// <summary>Whether other surroundings give the same answers.</summary>
    public bool AreThoseOf(ICodeUsage around) =>
        Used.All(answer => around.IsUsed(answer.Key) == answer.Value)
        && Named.All(answer => around.IsNamed(answer.Key) == answer.Value)
        && Attached.All(answer => around.IsAttached(answer.Key) == answer.Value);
}
