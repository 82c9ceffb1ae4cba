using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A hook, or a method of the unit whose task a hook returns, returns null in place of a task.</summary>
internal sealed class LCG3005NullTask : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.NullTask;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var (result, way) in Find(code))
        {
            var what = MessageText.Code(result.Syntax);
            var mayBe = result is IConditionalAccessOperation;
            report(Diagnostic.Create(
                Descriptor,
                result.Syntax.GetLocation(),
                MessageText.Subject(way[way.Count - 1]),
                MessageText.Chain(way, what, code.Types)
                    + (mayBe ? " is null where there is nothing to call" : " is nothing that could be awaited")
                    + ", so that awaiting it fails, and the worker takes the hook for finished",
                mayBe ? $"Write '{what} ?? Task.CompletedTask'" : "Write 'Task.CompletedTask'"));
        }
    }

    /// <summary>Each returned null, with the call path from the hook to it.</summary>
    public static IEnumerable<(IOperation Result, IReadOnlyList<ISymbol> Way)> Find(HookCode code)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<IReadOnlyList<ISymbol>>();
        foreach (var body in code.Bodies)
        {
            if (code.PhaseOf(body.Owner) is not null && seen.Add(body.Owner))
                open.Enqueue([body.Owner]);
        }

        while (open.Count > 0)
        {
            var way = open.Dequeue();
            if (way[way.Count - 1] is not IMethodSymbol { IsAsync: false } function
                || !SymbolEqualityComparer.Default.Equals(function.ReturnType, code.Types.Task)
                || code.BodyOf(function) is not { } body)
            {
                continue;
            }

            foreach (var operation in body.Of(OperationKind.Return))
            {
                var returned = (IReturnOperation)operation;
                if (returned.ReturnedValue is null || !IsOfFunction(returned))
                    continue;

                foreach (var result in Results(returned.ReturnedValue))
                {
                    if (IsNull(result, body.Operation))
                        yield return (result, way);
                    else if (result is IInvocationOperation call && seen.Add(call.TargetMethod.OriginalDefinition))
                        open.Enqueue([.. way, call.TargetMethod.OriginalDefinition]);
                }
            }
        }
    }

    private static bool IsOfFunction(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
        }

        return true;
    }

    // The possible results of a value, each arm of a conditional separately.
    private static IEnumerable<IOperation> Results(IOperation value) => value switch
    {
        IConversionOperation conversion => Results(conversion.Operand),
        IParenthesizedOperation parenthesized => Results(parenthesized.Operand),
        IConditionalOperation { WhenFalse: { } whenFalse } choice => Results(choice.WhenTrue).Concat(Results(whenFalse)),
        ICoalesceOperation coalesce => Results(coalesce.WhenNull),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Results(arm.Value)),
        _ => [value],
    };

    private static bool IsNull(IOperation value, IOperation body) => value switch
    {
        { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation => true,
        IConditionalAccessOperation access => access.Type?.IsReferenceType is true,
        ILocalReferenceOperation { Local: var local } => IsAlwaysNull(local, body),
        _ => false,
    };

    private static bool IsAlwaysNull(ILocalSymbol local, IOperation body)
    {
        var isNull = false;
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when SymbolEqualityComparer.Default.Equals(declarator.Symbol, local):
                    isNull = declarator.GetVariableInitializer()?.Value is { } initial
                        && Results(initial).All(value => value.ConstantValue is { HasValue: true, Value: null });
                    break;
                case ILocalReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Local, local)
                    && reference.Parent is IAssignmentOperation or IArgumentOperation or ITupleOperation:
                    return false;
            }
        }

        return isNull;
    }
}
