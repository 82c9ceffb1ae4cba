namespace Lifecycle.Core.Units;

/// <summary>What <c>[Unit]</c> says of a unit to people; <see langword="null"/> where it does not.</summary>
public sealed record MetadataModel(string? Version, string? DisplayName, string? Author, string? Description)
{
    /// <summary>Nothing said.</summary>
    public static MetadataModel None { get; } = new(null, null, null, null);
}
