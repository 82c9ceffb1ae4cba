using System.Collections.Immutable;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>Hook attributes in a class that is neither a unit nor a worker, nor the base of one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG2008HookWithoutUnit : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.HookWithoutUnit];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterSymbolAction(symbol => Check(symbol, types), SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        // An abstract class is made to be derived from, perhaps by units of other assemblies.
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsAbstract || Core.Extraction.KnownTypes.IsUnit(type) || Core.Extraction.KnownTypes.IsWorker(type))
            return;
        var hooks = type.GetMembers().OfType<IMethodSymbol>().Select(method => (Method: method, Phase: types.PhaseOf(method))).Where(hook => hook.Phase is not null).ToList();
        if (hooks.Count == 0 || (!type.IsSealed && HasDerivedUnit(context.Compilation.Assembly.GlobalNamespace, type)))
            return;

        var names = string.Join(" and ", hooks.Select(hook => $"{hook.Method.Name} [{KnownTypes.NameOf(hook.Phase!)}]"));
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.HookWithoutUnit,
            type.Locations[0],
            hooks.Select(hook => hook.Method.Locations[0]),
            type.Name,
            names + (hooks.Count == 1 ? " is" : " are"),
            UnitDeclaration.Of(type, context.CancellationToken)));
    }

    // Only asked for the few unsealed classes with hooks.
    private static bool HasDerivedUnit(INamespaceOrTypeSymbol container, INamedTypeSymbol parent)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type && (Core.Extraction.KnownTypes.IsUnit(type) || Core.Extraction.KnownTypes.IsWorker(type)) && DerivesFrom(type, parent))
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
