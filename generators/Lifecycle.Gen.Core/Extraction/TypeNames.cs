using System.Collections.Immutable;
using System.Text;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>Names of types as emitted code writes them.</summary>
public static class TypeNames
{
    private static readonly SymbolDisplayFormat s_plain = SymbolDisplayFormat.FullyQualifiedFormat;

    private static readonly SymbolDisplayFormat s_annotated = s_plain
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>A type without its own nullable annotation.</summary>
    public static TypeRef Of(ITypeSymbol type)
    {
        // Most types are plain classes; writing their names by hand is many times faster than the general way.
        if (IsPlain(type))
            return new TypeRef(PlainName((INamedTypeSymbol)type));

        // `dynamic` in emitted code would bind the constructor of the unit at run time.
        var name = Text(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayParts(s_annotated), keepsNames: true);
        return new TypeRef(name, KeyOf(type));
    }

    /// <summary>Whether the two texts of a type differ.</summary>
    public static bool HasAnnotations(ITypeSymbol type) => !IsPlain(type) && Of(type) is var name && name.Name != name.Key;

    /// <summary><see cref="TypeRef.Key"/> alone.</summary>
    public static string KeyOf(ITypeSymbol type) =>
        IsPlain(type) ? PlainName((INamedTypeSymbol)type) : Text(type.ToDisplayParts(s_plain), keepsNames: false);

    /// <summary>The name in metadata with namespaces: <c>App.Outer+Inner</c>.</summary>
    public static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? DottedName(space) + "." + type.MetadataName
            : type.MetadataName;

    /// <summary>The full name with dots, as in source: <c>App.Outer.Inner</c>.</summary>
    public static string DottedName(INamespaceOrTypeSymbol symbol) =>
        symbol.ContainingSymbol is INamespaceOrTypeSymbol parent and not INamespaceSymbol { IsGlobalNamespace: true }
            ? DottedName(parent) + "." + symbol.Name
            : symbol.Name;

    /// <summary>A namespace with its keywords escaped; empty for the global one.</summary>
    public static string EscapedName(INamespaceSymbol space) =>
        space.IsGlobalNamespace ? "" : space.ToDisplayString(s_plain.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    /// <summary>A name as an identifier: keywords get their <c>@</c>.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A name as that of a type being declared, where words such as <c>record</c> are keywords too.</summary>
    public static string EscapeType(string name) =>
        SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : Escape(name);

    /// <summary>
    /// The text of a type that is one type to the compiler however it is written: <c>dynamic</c> is <c>object</c>, and names of tuple elements are no
    /// part of it. A parameter of a generic class is written by its place.
    /// </summary>
    private static string Text(ImmutableArray<SymbolDisplayPart> parts, bool keepsNames)
    {
        var text = new StringBuilder(64);
        for (var i = 0; i < parts.Length; i++)
        {
            var isName = !keepsNames && i + 1 < parts.Length && parts[i + 1].Kind == SymbolDisplayPartKind.FieldName;
            // The name of an element, and the space before it.
            if (isName || (!keepsNames && parts[i].Kind == SymbolDisplayPartKind.FieldName))
                continue;

            if (parts[i].Symbol is IErrorTypeSymbol missing && (i == 0 || parts[i - 1].ToString() is not ("." or "::")))
                text.Append(UnresolvedTypes.QualifierOf(missing));
            if (parts[i].Symbol is ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Type } parameter)
                text.Append(GenericText.Parameter(parameter.Ordinal));
            else
                text.Append(parts[i] is { Kind: SymbolDisplayPartKind.Keyword } part && part.ToString() == "dynamic" ? "object" : parts[i].ToString());
        }

        return text.ToString();
    }

    private static bool IsPlain(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, IsGenericType: false, IsTupleType: false, TypeKind: not TypeKind.Error };

    private static string PlainName(INamedTypeSymbol type)
    {
        var text = new StringBuilder("global::", 64);
        Append(text, type);
        return text.ToString();
    }

    private static void Append(StringBuilder text, INamespaceOrTypeSymbol symbol)
    {
        if (symbol.ContainingSymbol is INamespaceOrTypeSymbol parent and not INamespaceSymbol { IsGlobalNamespace: true })
        {
            Append(text, parent);
            text.Append('.');
        }

        if (SyntaxFacts.GetKeywordKind(symbol.Name) != SyntaxKind.None)
            text.Append('@');
        text.Append(symbol.Name);
    }
}
