using Lifecycle;
using Modular.Storage;

namespace Modular.Replication;

/// <summary>A rule for the store, because the format of the copy is limited. It is asked before those of lower priority.</summary>
/// <param name="maxLength">An input of the worker that may be left out.</param>
[Extension(Priority = 10)]
public sealed class LengthRule(int maxLength = 20) : IRecordRule
{
    /// <inheritdoc/>
    public string? Refuse(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Length > maxLength ? $"it is longer than {maxLength}" : null;
    }
}
