using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>Hook attributes in a class that is neither a unit nor a worker, nor the base of one.</summary>
internal sealed class LCG2008HookWithoutUnit : IDeclarationRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.HookWithoutUnit;

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        var (type, hooks) = (declarations.Type, declarations.Hooks);
        // Units of other assemblies may derive from an abstract class.
        if (hooks.Count == 0
            || type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
            || type.IsAbstract
            || KnownSymbols.IsUnitOrWorker(type)
            || (!type.IsSealed && HasDerivedUnit(declarations.Compilation.Assembly.GlobalNamespace, type)))
        {
            return;
        }

        var names = string.Join(" and ", hooks.Select(hook => $"{hook.Method.Name} [{hook.Phase}]"));
        report(Diagnostic.Create(
            Descriptor,
            type.Locations[0],
            hooks.Select(hook => hook.Method.Locations[0]),
            type.Name,
            names + (hooks.Count == 1 ? " is" : " are"),
            RemedyFor(type, declarations.CancellationToken)));
    }

    // What cannot be a unit has to change first, or another class has to be the unit.
    private static string RemedyFor(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (type.TypeKind == TypeKind.Struct)
            return $"Make {type.Name} a class with '[Unit]': a worker keeps one instance of it";
        // Also the class around an extension block, which has the methods of the block.
        if (type.IsStatic)
            return $"Move them into a class with '[Unit]': hooks are called on an instance, and {type.Name} has none";
        if (type.IsFileLocal)
            return $"Make {type.Name} internal, and mark it with '[Unit]'";
        if (GenericPart(type) is not { } generic)
            return $"Write '{UnitDeclaration.Of(type, cancellationToken)}'";

        return type.IsSealed || !SymbolEqualityComparer.Default.Equals(generic, type)
            ? $"Remove the type parameters of {generic.Name}, which no worker can choose, and mark {type.Name} with '[Unit]'"
            : $"Make {type.Name} abstract, and mark the classes that derive from it with '[Unit]'";
    }

    private static INamedTypeSymbol? GenericPart(INamedTypeSymbol type)
    {
        for (var part = type; part is not null; part = part.ContainingType)
        {
            if (part.Arity > 0)
                return part;
        }

        return null;
    }

    // A walk over the assembly, for unsealed classes with hooks only: they are few.
    private static bool HasDerivedUnit(INamespaceOrTypeSymbol container, INamedTypeSymbol parent)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type && KnownSymbols.IsUnitOrWorker(type) && DerivesFrom(type, parent))
                return true;
            if (HasDerivedUnit(member, parent))
                return true;
        }

        return false;
    }

    private static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol parent)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, parent))
                return true;
        }

        return false;
    }
}
