using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A hook called, or passed on as a delegate, by hand: from another class, or from a hook of the same class on the same way up or down, so that it runs twice there.
/// Else a class may use its own methods as it likes, such as flushing now and then what the shutdown flushes at last. Whoever made the object himself,
/// outside of any worker, may call everything.
/// </summary>
internal static class LCG3007ByHand
{
    public static void Check(OperationAnalysisContext context, IMethodSymbol hook, IOperation? instance, KnownSymbols types)
    {
        if (instance is null
            || types.PhaseOf(hook.OriginalDefinition) is not { } phase
            || (IsOwnClass(context.ContainingSymbol.ContainingType, hook.ContainingType) && !RunsTwice(context, hook, phase, types))
            || IsOwnObject(instance))
        {
            return;
        }

        var caller = FunctionAt(context.Operation) ?? context.ContainingSymbol;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.HookCalledByHand,
            context.Operation.Syntax.GetLocation(),
            caller.Name is "<Main>$" || caller.ContainingType is null ? "The program" : MessageText.Subject(caller),
            $"{hook.ContainingType.Name}.{hook.Name}",
            $"{hook.Name} [{phase}] is the worker's to call, and here it runs once more, at another time and without its time-out and its place in the order",
            $"Move what is needed here into a method of its own, and call that from {hook.Name} too"));
    }

    private static IMethodSymbol? FunctionAt(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return null;
    }

    private static bool IsOwnClass(INamedTypeSymbol caller, INamedTypeSymbol declaring)
    {
        for (var around = caller; around is not null; around = around.ContainingType)
        {
            for (var type = around; type is not null; type = type.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, declaring.OriginalDefinition))
                    return true;
            }
        }

        return false;
    }

    // `base.OpenAsync(ct)` in the override that runs in its place is the one call there is.
    private static bool RunsTwice(OperationAnalysisContext context, IMethodSymbol hook, HookPhase phase, KnownSymbols types)
    {
        if (context.ContainingSymbol is not IMethodSymbol caller || types.PhaseOf(caller) is not { } callers || !IsSameWay(phase, callers))
            return false;

        for (var overridden = caller.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, hook.OriginalDefinition))
                return false;
        }

        return !SymbolEqualityComparer.Default.Equals(caller, hook);
    }

    private static bool IsSameWay(HookPhase phase, HookPhase other) =>
        PhaseTable.RowOf(phase.Phase) is { Course: PhaseCourse.Up or PhaseCourse.Down, IsOncePerWorker: false } row
            && PhaseTable.RowOf(other.Phase) is { IsOncePerWorker: false } otherRow
                ? row.Course == otherRow.Course
                : phase == other;

    // `new Database().OpenAsync()`, or a local or field that holds what was made with `new`: no worker knows it.
    private static bool IsOwnObject(IOperation instance)
    {
        while (instance is IConversionOperation conversion)
            instance = conversion.Operand;
        return instance switch
        {
            IObjectCreationOperation => true,
            ILocalReferenceOperation { Local: var local } => local.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: Microsoft.CodeAnalysis.CSharp.Syntax.BaseObjectCreationExpressionSyntax }),
            IFieldReferenceOperation { Field: var field } => field.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: Microsoft.CodeAnalysis.CSharp.Syntax.BaseObjectCreationExpressionSyntax }),
            _ => false,
        };
    }
}
