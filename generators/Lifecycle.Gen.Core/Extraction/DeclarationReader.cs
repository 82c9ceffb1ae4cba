using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>How a further part of a unit's or worker's class is written, and what hinders it.</summary>
internal static class DeclarationReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.NotPartial, RuleIds.UnsupportedType, RuleIds.Inaccessible];

    /// <summary>Reads the declaration; adds to the findings.</summary>
    public static DeclarationModel Read(INamedTypeSymbol type, string kind, UnitInheritance inheritance, List<Finding> findings, CancellationToken token)
    {
        var before = findings.Count;
        CheckKind(type, kind, findings);
        var headers = new List<string>();
        for (var part = type; part is not null; part = part.ContainingType)
        {
            var syntax = SyntaxOf(part, token);
            var keyword = KeywordOf(part, syntax);
            headers.Insert(0, $"partial {keyword} {TypeNames.EscapeType(part.Name)}{ParametersOf(part)}");
            if (syntax is not null && !syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                var modifiers = string.Concat(syntax.Modifiers.Select(modifier => modifier.Text + " "));
                var what = SymbolEqualityComparer.Default.Equals(part, type) ? $"the {kind}" : $"a {kind} inside it";
                findings.Add(new Finding(
                    RuleIds.NotPartial,
                    SubjectKey.OfType(TypeNames.MetadataName(part)),
                    part.Name,
                    what,
                    $"{modifiers}partial {keyword} {part.Name}"));
            }
        }

        return new DeclarationModel(
            TypeNames.EscapedName(type.ContainingNamespace),
            headers.ToEquatableArray(),
            CanBeExtended: findings.Count == before,
            inheritance);
    }

    /// <summary>Whether a type and all that contain it may be named from anywhere.</summary>
    public static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsPublic) && AccessibleUpTo(named, Accessibility.Public),
        _ => true,
    };

    /// <summary>Whether a type and all that contain it may be named from everywhere in its assembly.</summary>
    public static bool IsInternal(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsInternal(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsInternal) && HindersAccess(named) is null,
        _ => true,
    };

    /// <summary>Whether a class and all that contain it may be named from everywhere in its assembly.</summary>
    public static void CheckAccess(INamedTypeSymbol type, List<Finding> findings)
    {
        if (HindersAccess(type) is not { } part)
            return;

        findings.Add(new Finding(
            RuleIds.Inaccessible,
            SubjectKey.OfType(TypeNames.MetadataName(type)),
            type.Name,
            $"{part.Name} is {SyntaxFacts.GetText(part.DeclaredAccessibility)} in {part.ContainingType?.Name}",
            part.Name));
    }

    /// <summary>Where a class stands; of several parts the one with the mark, which no generated part has.</summary>
    public static DeclarationPosition PositionOf(INamedTypeSymbol type) =>
        RuntimeTypes.PlaceOfMark(type)?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } part
            ? new DeclarationPosition(DeclarationPosition.Portable(part.SyntaxTree.FilePath), PathOf(part))
            : new DeclarationPosition("", []);

    /// <summary>The type parameters as a declaration has them; empty without.</summary>
    internal static string ParametersOf(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeParameters.Select(parameter => TypeNames.Escape(parameter.Name)))}>";

    /// <summary>Where a member stands.</summary>
    public static DeclarationPosition PositionOf(ISymbol member, CancellationToken token) =>
        member.DeclaringSyntaxReferences is [var reference, ..] && reference.GetSyntax(token) is { } node
            ? new DeclarationPosition(DeclarationPosition.Portable(node.SyntaxTree.FilePath), PathOf(node))
            : new DeclarationPosition("", []);

    private static INamedTypeSymbol? HindersAccess(INamedTypeSymbol type)
    {
        var part = type;
        while (part is not null and not { DeclaredAccessibility: Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal })
            part = part.ContainingType;
        return part;
    }

    private static EquatableArray<int> PathOf(SyntaxNode node)
    {
        var path = new List<int>();
        for (var at = node; at.Parent is { } parent; at = parent)
        {
            var members = parent switch
            {
                TypeDeclarationSyntax type => type.Members,
                BaseNamespaceDeclarationSyntax space => space.Members,
                CompilationUnitSyntax unit => unit.Members,
                _ => default,
            };
            path.Insert(0, at is MemberDeclarationSyntax member ? members.IndexOf(member) : 0);
        }

        return path.ToEquatableArray();
    }

    private static bool AccessibleUpTo(INamedTypeSymbol type, Accessibility least)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            // What is not known yet has none; what uses it says in the finished program whether that was right.
            if (part is not IErrorTypeSymbol && part.DeclaredAccessibility < least)
                return false;
        }

        return true;
    }

    /// <summary>Finds what no worker could make.</summary>
    public static void CheckKind(INamedTypeSymbol type, string kind, List<Finding> findings)
    {
        var (fault, remedy) = type switch
        {
            { IsStatic: true } => ("static", "Remove 'static'"),
            { IsAbstract: true } => ("abstract", "Mark the classes that derive from it instead"),
            { IsFileLocal: true } => ("local to its file", "Remove 'file'"),
            { IsRecord: true } when kind == "worker" => ("a record", "Write 'class'"),
            { Arity: > 0 } when kind != "unit" => ("generic", "Derive a class without type parameters and mark that"),
            { ContainingType.IsGenericType: true } => ("nested in a generic class", $"Move it out of {type.ContainingType.Name}"),
            _ => (null, null),
        };
        if (fault is null)
            return;

        var what = kind == "extension" ? "an extension" : $"a {kind}";
        findings.Add(new Finding(RuleIds.UnsupportedType, SubjectKey.OfType(TypeNames.MetadataName(type)), type.Name, what, fault, remedy!));
    }

    // A union of C# 15 is a struct to whatever was built with an older compiler; how it is written tells.
    internal static string KeywordOf(INamedTypeSymbol type, TypeDeclarationSyntax? syntax = null) => type switch
    {
        { TypeKind: TypeKind.Struct, IsRecord: false } when syntax is { Keyword.Text: "union" } => "union",
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    internal static TypeDeclarationSyntax? SyntaxOf(INamedTypeSymbol type, CancellationToken token) =>
        type.DeclaringSyntaxReferences is [var reference, ..] ? reference.GetSyntax(token) as TypeDeclarationSyntax : null;
}
