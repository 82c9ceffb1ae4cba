using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// Hook attributes that no worker ever looks at: in a type that is neither a unit nor a worker, nor the base of one; on members of interfaces; and on
/// accessors, operators, local functions and lambdas.
/// </summary>
internal sealed class LCG2008HookWithoutUnit : IDeclarationRule
{
    public DiagnosticDescriptor Descriptor => DeclarationDescriptors.HookWithoutUnit;

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        var (type, hooks) = (declarations.Type, declarations.Hooks);
        if (hooks.Count == 0)
            return;

        if (type.TypeKind == TypeKind.Interface)
        {
            Report(declarations, hooks, type.Locations[0], "but is an interface", "Mark the methods of the units that implement it instead", report);
            return;
        }

        if (IsRead(declarations))
        {
            var others = hooks.Where(hook => hook.Method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)).ToList();
            if (others.Count > 0)
                Report(
                    declarations, others, others[0].Method.Locations[0], "that are no ordinary methods", "Move what they do into methods of the unit", report);
            return;
        }

        Report(declarations, hooks, type.Locations[0], "but is no unit", RemedyFor(type, declarations.CancellationToken), report);
    }

    /// <summary>A local function or lambda with the attribute of a phase.</summary>
    public static void CheckFunction(SyntaxNodeAnalysisContext context, KnownSymbols types)
    {
        var function = context.Node switch
        {
            LocalFunctionStatementSyntax { AttributeLists.Count: > 0 } local => context.SemanticModel.GetDeclaredSymbol(local, context.CancellationToken),
            LambdaExpressionSyntax { AttributeLists.Count: > 0 } lambda => context.SemanticModel.GetSymbolInfo(lambda, context.CancellationToken).Symbol,
            _ => null,
        };
        if (function is not IMethodSymbol method || types.PhaseOf(method) is not { } phase)
            return;

        var name = method.MethodKind == MethodKind.LocalFunction ? method.Name : "a lambda";
        context.ReportDiagnostic(Diagnostic.Create(
            DeclarationDescriptors.HookWithoutUnit,
            types.MarkOf(method)!.ApplicationSyntaxReference!.GetSyntax(context.CancellationToken).GetLocation(),
            context.ContainingSymbol?.ContainingType?.Name ?? "The program",
            "that are no ordinary methods",
            $"{name} [{phase}] is",
            "Move what they do into methods of the unit"));
    }

    private void Report(Declarations declarations, List<Declarations.Hook> hooks, Location location, string fault, string remedy, Action<Diagnostic> report)
    {
        var names = string.Join(" and ", hooks.Select(hook => $"{(hook.Method.AssociatedSymbol ?? hook.Method).Name} [{hook.Phase}]"));
        report(Diagnostic.Create(
            Descriptor,
            location,
            hooks.Select(hook => hook.Method.Locations[0]).Where(place => place != location),
            declarations.Type.Name,
            fault,
            names + (hooks.Count == 1 ? " is" : " are"),
            remedy));
    }

    // Units of other assemblies may derive from an abstract class.
    private static bool IsRead(Declarations declarations)
    {
        var type = declarations.Type;
        return type.TypeKind == TypeKind.Class && !type.IsStatic
            && (type.IsAbstract || KnownSymbols.IsUnitOrWorker(type)
                || (!type.IsSealed && HasDerivedUnit(declarations.Compilation.Assembly.GlobalNamespace, type)));
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

        return $"Move {type.Name} out of {generic.Name}, whose type parameters no worker can choose, and mark it with '[Unit]'";
    }

    private static INamedTypeSymbol? GenericPart(INamedTypeSymbol type)
    {
        for (var part = type.ContainingType; part is not null; part = part.ContainingType)
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
