using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>LCG2018: what a member must look like to provide a value.</summary>
internal static class ProvidedFaults
{
    /// <summary>What is wrong and what to write; <see langword="null"/> when nothing is.</summary>
    public static (string Fault, string Remedy)? Of(ISymbol member, ITypeSymbol value, MakerOwner owner) =>
        OfOwner(member, owner) ?? OfMember(member) ?? OfValue(member, value);

    private static (string Fault, string Remedy)? OfOwner(ISymbol member, MakerOwner owner)
    {
        var type = member.ContainingType;
        for (var around = type; around is not null; around = around.ContainingType)
        {
            if (around.IsGenericType)
                return ($"{around.Name} is generic", "Move it into a class without type parameters");
        }

        if (type.TypeKind != TypeKind.Class)
            return ($"{type.Name} is no class", "Move it into a class");
        if (owner == MakerOwner.Class && member is IPropertySymbol)
            return ("it is static, and nothing would own the value", "Mark a static method: the worker owns what it returns");
        if (owner == MakerOwner.Unit && RuntimeTypes.MarkOf(type) != ClassMark.Unit)
            return ($"{type.Name} is no unit, so that no worker has an instance of it", $"Make it a static method, or mark {type.Name} with [Unit]");
        if (owner == MakerOwner.Unit && ConditionReader.PredicateOf(type) is { } predicate)
            return ($"{type.Name} may be disabled by {predicate.Name}, and then there is no value", "Take the unit itself as optional");

        return null;
    }

    private static (string Fault, string Remedy)? OfMember(ISymbol member)
    {
        for (var part = member; part is not null and not INamespaceSymbol; part = part.ContainingSymbol)
        {
            if (part.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return ($"{part.Name} is not accessible to workers", "Make it internal or public");
        }

        if (member.ContainingType.IsFileLocal)
            return ($"{member.ContainingType.Name} is local to its file", "Remove 'file'");

        return member switch
        {
            IPropertySymbol { IsIndexer: true } => ("it is an indexer", "Mark a property or a method"),
            IPropertySymbol { GetMethod: null } => ("it has no getter", "Add one"),
            IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Private or Accessibility.Protected } =>
                ("its getter is not accessible to workers", "Make it internal or public"),
            IPropertySymbol { RefKind: not RefKind.None } or IMethodSymbol { RefKind: not RefKind.None } => ("it returns a reference", "Return the value"),
            IMethodSymbol { IsGenericMethod: true } => ("it has type parameters", "Remove them"),
            IMethodSymbol { ReturnsVoid: true } => ("it returns nothing", "Return what it provides"),
            IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask", IsGenericType: false } task }
                when RuntimeTypes.IsIn(task, "System", "Threading", "Tasks") => ($"it returns a {task.Name} without a value", $"Return {task.Name}<T>"),
            _ => null,
        };
    }

    private static (string Fault, string Remedy)? OfValue(ISymbol member, ITypeSymbol value)
    {
        if (value.TypeKind == TypeKind.Error)
            return null;

        var text = value.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (!ConstructorReader.CanBeOneUnit(value))
            return ($"nothing takes {text} from a unit", "Provide a class or an interface of its own, which holds the value");
        if (!DeclarationReader.IsInternal(value))
            return ($"a worker may not name {text}", "Make it internal or public");
        if (value.NullableAnnotation == NullableAnnotation.Annotated && !ProvidedReader.IsLate(member))
            return ("it may be null", "Remove the question mark, or write [Provides(AtStartup = true)] where an [OnStartup] hook makes it");

        return null;
    }
}
