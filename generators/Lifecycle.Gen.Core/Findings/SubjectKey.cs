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
    private const char Variety = '#';

    /// <summary>The referenced assembly that declares the type; <see langword="null"/> for the one that is compiled.</summary>
    public string? Assembly => Type.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var comma ? Type.Substring(comma + Separator.Length) : null;

    /// <summary>The type that a member belongs to whose value is the subject; for all others the type itself.</summary>
    public string Container
    {
        get
        {
            var end = Type.IndexOf("::", StringComparison.Ordinal);
            return end < 0 ? Type : Type.Substring(0, end);
        }
    }

    /// <summary>The name of that member; <see langword="null"/> where the subject is none.</summary>
    public string? Value => Container.Length == Type.Length ? null : Type.Substring(Container.Length + 2).Split(',')[0];

    /// <summary>A type's name with that of its assembly: two assemblies may have types of one name.</summary>
    public static string QualifiedName(string type, string assembly) => type + Separator + assembly;

    /// <summary>The key of one of several units that one class is: no name in metadata has such a mark.</summary>
    public static string OneOf(string type, string which)
    {
        var comma = type.IndexOf(Separator, StringComparison.Ordinal);
        return type.Insert(comma < 0 ? type.Length : comma, Variety + which);
    }

    /// <summary>The class of a unit by the unit's key.</summary>
    public static string ClassOf(string key)
    {
        var begin = key.IndexOf(Variety);
        if (begin < 0)
            return key;

        var comma = key.IndexOf(Separator, begin, StringComparison.Ordinal);
        return key.Remove(begin, (comma < 0 ? key.Length : comma) - begin);
    }

    /// <summary>The type itself.</summary>
    public static SubjectKey OfType(string type) => new(SubjectKind.Type, ClassOf(type), 0);

    /// <summary>One parameter of the unit's constructor.</summary>
    public static SubjectKey OfParameter(string type, int index) => new(SubjectKind.Parameter, ClassOf(type), index);

    /// <summary>One attribute of the type.</summary>
    public static SubjectKey OfAttribute(string type, int index) => new(SubjectKind.Attribute, ClassOf(type), index);

    /// <summary>One method of the type.</summary>
    public static SubjectKey OfMember(string type, int index) => new(SubjectKind.Member, ClassOf(type), index);
}

/// <summary>What a subject key points at.</summary>
public enum SubjectKind
{
    Type,
    Parameter,
    Attribute,
    Member,
}
