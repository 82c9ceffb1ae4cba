using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The constructor of a unit, an initializer, or a method of the unit that one of these calls starts something, does I/O or blocks.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG2009WorkInConstructor : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.WorkInConstructor];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterSymbolStartAction(start => Collect(start, types), SymbolKind.NamedType);

    private static void Collect(SymbolStartAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!Core.Extraction.KnownTypes.IsUnit(type))
            return;

        var code = new HookCode(type, types);
        context.RegisterOperationBlockAction(block =>
        {
            // Nested types are made by others.
            if (!SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
                return;
            lock (code)
            {
                foreach (var body in block.OperationBlocks)
                    code.Add(block.OwningSymbol, body);
            }
        });
        context.RegisterSymbolEndAction(end => Check(type, code, end.ReportDiagnostic));
    }

    private static bool IsConstruction(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => true,
        IFieldSymbol or IPropertySymbol => !member.IsStatic,
        _ => false,
    };

    private static void Check(INamedTypeSymbol unit, HookCode code, Action<Diagnostic> report)
    {
        HookReach? construction = null;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Operation.DescendantsAndSelf())
            {
                if (StartedWork.Of(operation, code.Types) is not { } work || IsLater(operation))
                    continue;
                var way = (construction ??= code.ReachFromMembers(IsConstruction)).WayTo(HookCode.FunctionAt(operation, body.Owner));
                if (way.Count == 0)
                    continue;
                var steps = way.Skip(1).Select(step => step.Name).Prepend($"new {unit.Name}").Append(Wording.Code(operation.Syntax));
                report(Diagnostic.Create(
                    Descriptors.WorkInConstructor,
                    operation.Syntax.GetLocation(),
                    unit.Name,
                    work,
                    string.Join(" -> ", steps) + " runs before anything has started, without a time-out, and no shutdown hook follows when the start fails",
                    "Move it to a hook: [OnStartup] private async Task StartAsync(CancellationToken cancellationToken)"));
            }
        }
    }

    // What stands in a lambda runs when somebody calls it.
    private static bool IsLater(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation)
                return true;
        }

        return false;
    }
}
