namespace Lifecycle.Core.Findings;

/// <summary>What a finding is about, by name: an analyzer looks up where that is now.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Type">The name in metadata of the type that it belongs to; of a type of a referenced assembly, as that assembly's <see
/// cref="QualifiedName"/>.</param>
/// <param name="Index">
/// Of an attribute, its index among the type's attributes; of a parameter, its index in the constructor;
/// of a hook, its index among the type's members.
/// </param>
public sealed record SubjectKey(SubjectKind Kind, string Type, int Index)
{
    private const string Separator = ", ";

    /// <summary>The referenced assembly that declares the type; <see langword="null"/> for the one that is compiled.</summary>
    public string? Assembly => Type.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var comma ? Type.Substring(comma + Separator.Length) : null;

    /// <summary>A type's name with that of its assembly: two assemblies may have types of one name.</summary>
    public static string QualifiedName(string type, string assembly) => type + Separator + assembly;

    /// <summary>The type itself.</summary>
    public static SubjectKey OfType(string type) => new(SubjectKind.Type, type, 0);

    /// <summary>One parameter of the unit's constructor.</summary>
    public static SubjectKey OfParameter(string type, int index) => new(SubjectKind.Parameter, type, index);

    /// <summary>One attribute of the type.</summary>
    public static SubjectKey OfAttribute(string type, int index) => new(SubjectKind.Attribute, type, index);

    /// <summary>One method of the type.</summary>
    public static SubjectKey OfMember(string type, int index) => new(SubjectKind.Member, type, index);
}

/// <summary>What a subject key points at.</summary>
public enum SubjectKind
{
    Type,
    Parameter,
    Attribute,
    Member,
}
