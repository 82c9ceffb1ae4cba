using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// An async void hook, an async void function that a hook calls or gives away as a delegate, or an async lambda that becomes a void delegate in a hook.
/// Handlers of events are not meant: they cannot be anything but void, and what is subscribed there is the user's decision.
/// </summary>
internal sealed class LCG3003AsyncVoid : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.AsyncVoidHook;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        HookReach? reach = null;
        foreach (var body in code.Bodies)
        {
            if (IsAsyncVoid(body.Owner) && reported.Add(body.Owner))
                CheckFunction(body.Owner);

            foreach (var operation in body.Of(OperationKind.LocalFunction))
            {
                if (operation is ILocalFunctionOperation { Symbol: var local } && IsAsyncVoid(local))
                    CheckFunction(local);
            }

            foreach (var operation in body.Of(OperationKind.AnonymousFunction))
            {
                if (operation is IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda && !InPlace.IsEventHandler(lambda))
                    ReportLambda(lambda, body.Owner);
            }
        }

        void CheckFunction(ISymbol function)
        {
            reach ??= code.ReachFrom(static _ => true, static use => !InPlace.IsEventHandler(use.At));
            var way = reach.WayTo(function);
            if (way.Count == 0)
                return;

            if (reach.UsesTo(function).FirstOrDefault() is { At: IMethodReferenceOperation { } reference })
                ReportDelegate(function, reference, way);
            else
                ReportFunction(function, way);
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
                    : $"{MessageText.Chain(way.Take(way.Count - 1).ToList(), function.Name, code.Types)}"
                        + ", which returns at its first await, and an exception after it ends the process",
                $"Write 'async Task {function.Name}'" + (way.Count == 1 ? "" : " and await it")));
        }

        // Its return type is the one of the delegate: what can be changed is the caller.
        void ReportDelegate(ISymbol function, IOperation reference, IReadOnlyList<ISymbol> way) => Report(
            InPlace.DelegateOf(reference),
            function.Locations[0],
            MessageText.Subject(function),
            $"{MessageText.Chain(way.Take(way.Count - 1).ToList(), function.Name, code.Types)}"
                + ", which is passed as a delegate that returns nothing, so that an exception in it ends the process");

        void ReportLambda(IAnonymousFunctionOperation lambda, ISymbol owner)
        {
            var way = code.WayTo(HookCode.FunctionAt(lambda, owner));
            if (way.Count > 0)
            {
                Report(
                    InPlace.DelegateOf(lambda),
                    Keyword(lambda),
                    $"An async lambda in {MessageText.Subject(way[way.Count - 1])}",
                    $"{MessageText.Chain(way, Receiver(lambda), code.Types)}"
                    + " takes a delegate that returns nothing, so that an exception in it ends the process");
            }
        }

        // The callback of a timer runs, and its exceptions can be caught in it: a warning.
        void Report(ITypeSymbol? type, Location location, string subject, string fault)
        {
            var isTimer = type is { Name: "TimerCallback" };
            var remedy = isTimer
                ? "Let a [Background] hook wait on a PeriodicTimer and await the work, or catch everything in the callback"
                : "Pass it to something that takes a Func<Task>, or write a loop that awaits";
            var severity = isTimer ? DiagnosticSeverity.Warning : Descriptor.DefaultSeverity;
            report(Diagnostic.Create(Descriptor, location, severity, additionalLocations: null, properties: null, subject, fault, remedy));
        }
    }

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
                    return InPlace.DelegateOf(lambda)?.Name ?? "lambda";
            }
        }

        return "lambda";
    }

    private static Location Keyword(IAnonymousFunctionOperation lambda) =>
        lambda.Syntax is AnonymousFunctionExpressionSyntax { AsyncKeyword: var keyword } && !keyword.IsMissing
            ? keyword.GetLocation()
            : lambda.Syntax.GetLocation();
}
