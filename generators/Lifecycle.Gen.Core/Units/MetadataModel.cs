namespace Lifecycle.Core.Units;

/// <summary>What <c>[Unit]</c> says about a unit for display; <see langword="null"/> where it is not set.</summary>
public sealed record MetadataModel(string? Version, string? DisplayName, string? Author, string? Description)
{
    /// <summary>Nothing set.</summary>
    public static MetadataModel None { get; } = new(null, null, null, null);
}
