using Lifecycle.Core.Units;

namespace Lifecycle.Core.Extraction;

/// <summary>Notes what is asked about bodies, and the answers, so that another compilation with the same declarations can be asked the same.</summary>
public sealed class RecordedCodeUsage(ICodeUsage around) : ICodeUsage
{
    /// <summary>What was asked so far.</summary>
    public CodeUsageAnswers Answers { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, PlainClass> OnlyProviders(IReadOnlyCollection<string> types) => around.OnlyProviders(types);

    /// <inheritdoc/>
    public bool IsUsed(PlainClass type) => Answers.Used[type] = around.IsUsed(type);

    /// <inheritdoc/>
    public bool IsAttached(UnitShape unit) => Answers.Attached[unit] = around.IsAttached(unit);
}

/// <summary>Answers about bodies; values only, so that they keep no compilation.</summary>
public sealed class CodeUsageAnswers
{
    internal Dictionary<PlainClass, bool> Used { get; } = [];

    internal Dictionary<UnitShape, bool> Attached { get; } = [];

    /// <summary>Whether other surroundings give the same answers.</summary>
    public bool AreThoseOf(ICodeUsage around) => Used.All(answer => around.IsUsed(answer.Key) == answer.Value) && Attached.All(answer => around.IsAttached(answer.Key) == answer.Value);
}
