using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A hook that user code calls or makes a delegate of: in another class, or in a hook of the same class that runs in the same start or stop, so that
/// the called hook runs twice. Other calls within the class are allowed, for example a periodic flush that the shutdown repeats. So are all calls on
/// an object that the calling code constructed itself, outside of any worker.
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
            HookDescriptors.HookCalledByHand,
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

    // `base.OpenAsync(ct)` in the override is the only call of the base's hook.
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

    // `new Database().OpenAsync()`, or a local or field that is initialized with `new`: the object belongs to no worker.
    private static bool IsOwnObject(IOperation instance)
    {
        while (instance is IConversionOperation conversion)
            instance = conversion.Operand;
        return instance switch
        {
            IObjectCreationOperation => true,
            ILocalReferenceOperation { Local: var local } => IsInitializedWithNew(local),
            IFieldReferenceOperation { Field: var field } => IsInitializedWithNew(field),
            _ => false,
        };
    }

    private static bool IsInitializedWithNew(ISymbol variable) => variable.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax });
}
