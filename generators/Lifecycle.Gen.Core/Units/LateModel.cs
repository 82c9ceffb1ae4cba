namespace Lifecycle.Core.Units;

/// <summary>How a <c>Func&lt;T&gt;</c> or <c>Lazy&lt;T&gt;</c> parameter gives access to a unit.</summary>
/// <param name="Kind">When it asks.</param>
/// <param name="Type">What it gives, as emitted code writes it, without a question mark of its own.</param>
/// <param name="MayGiveNull">Whether that has a question mark: <c>Func&lt;Cache?&gt;</c>.</param>
/// <param name="IsUnordered">Whether the parameter bears <c>[Unordered]</c>, and makes no edge.</param>
public sealed record LateModel(LateKind Kind, string Type, bool MayGiveNull, bool IsUnordered);

/// <summary>When late access asks for its unit.</summary>
public enum LateKind
{
    /// <summary>At each call.</summary>
    Func,

    /// <summary>At the first use.</summary>
    Lazy,
}
