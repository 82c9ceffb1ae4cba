namespace Modular.Storage;

/// <summary>Keeps records in the order in which they came.</summary>
public interface IStore
{
    /// <summary>Everything that is kept.</summary>
    IReadOnlyList<string> Records { get; }

    /// <summary>Keeps one more, unless it is full or a rule is against it.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Why it is not kept, else <see langword="null"/>.</returns>
    string? Append(string record);
}
