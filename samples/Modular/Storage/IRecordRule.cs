using Lifecycle;

namespace Modular.Storage;

/// <summary>Says what may be kept. A class marked <c>[Extension]</c> adds a rule, in whichever assembly it is.</summary>
[ExtensionPoint]
public interface IRecordRule
{
    /// <summary>Says why a record may not be kept, else <see langword="null"/>.</summary>
    /// <param name="record">The record.</param>
    string? Refuse(string record);
}

/// <summary>The rule of the library itself.</summary>
[Extension]
public sealed class NotEmpty : IRecordRule
{
    /// <inheritdoc/>
    public string? Refuse(string record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Length == 0 ? "it is empty" : null;
    }
}
