using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>An async void hook, an async void function that a hook calls, or an async lambda that becomes a void delegate in a hook.</summary>
internal sealed class LCG3003AsyncVoid : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.AsyncVoidHook;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var body in code.Bodies)
        {
            if (IsAsyncVoid(body.Owner) && reported.Add(body.Owner) && code.WayTo(body.Owner) is { Count: > 0 } way)
                ReportFunction(body.Owner, way);

            foreach (var operation in body.Of(OperationKind.LocalFunction))
            {
                if (operation is ILocalFunctionOperation { Symbol: var local } && IsAsyncVoid(local) && code.WayTo(local) is { Count: > 0 } wayToLocal)
                    ReportFunction(local, wayToLocal);
            }

            foreach (var operation in body.Of(OperationKind.AnonymousFunction))
            {
                if (operation is IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda && !IsEventHandler(lambda))
                    ReportLambda(lambda, body.Owner);
            }
        }

        void ReportFunction(ISymbol function, IReadOnlyList<ISymbol> way)
        {
            var hook = (IMethodSymbol)way[0];
            var phase = code.Types.PhaseOf(hook);
            report(Diagnostic.Create(
                Descriptor,
                function.Locations[0],
                MessageText.Subject(function),
                way.Count == 1
                    ? $"[{phase}] goes on at its first await, and an exception after it ends the process"
                    : $"{MessageText.Chain(way.Take(way.Count - 1).ToList(), function.Name, code.Types)}, which returns at its first await, and an exception after it ends the process",
                $"Write 'async Task {function.Name}'" + (way.Count == 1 ? "" : " and await it")));
        }

        void ReportLambda(IAnonymousFunctionOperation lambda, ISymbol owner)
        {
            var way = code.WayTo(HookCode.FunctionAt(lambda, owner));
            if (way.Count == 0)
                return;

            var called = Receiver(lambda);
            report(Diagnostic.Create(
                Descriptor,
                Keyword(lambda),
                $"An async lambda in {MessageText.Subject(way[way.Count - 1])}",
                $"{MessageText.Chain(way, called, code.Types)} takes a delegate that returns nothing, so that an exception in it ends the process",
                "Pass it to something that takes a Func<Task>, or write a loop that awaits"));
        }
    }

    // Handlers of events cannot be anything but void; what is subscribed there is the user's decision.
    private static bool IsEventHandler(IAnonymousFunctionOperation lambda) =>
        lambda.Parent is IDelegateCreationOperation { Parent: IEventAssignmentOperation };

    private static bool IsAsyncVoid(ISymbol function) => function is IMethodSymbol { IsAsync: true, ReturnsVoid: true };

    private static string Receiver(IOperation lambda)
    {
        for (var parent = lambda.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    return call.TargetMethod.Name;
                case IArgumentOperation { Parent: IObjectCreationOperation { Type: { } created } }:
                    return created.Name;
                case IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation:
                    continue;
                default:
                    return (lambda.Parent as IDelegateCreationOperation)?.Type?.Name ?? "lambda";
            }
        }

        return "lambda";
    }

    private static Location Keyword(IAnonymousFunctionOperation lambda) =>
        lambda.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.AnonymousFunctionExpressionSyntax { AsyncKeyword: var keyword } && !keyword.IsMissing
            ? keyword.GetLocation()
            : lambda.Syntax.GetLocation();
}
