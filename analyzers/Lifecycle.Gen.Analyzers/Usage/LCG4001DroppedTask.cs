using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A task that a hook, or a function of the unit that a hook runs, drops.</summary>
internal sealed class LCG4001DroppedTask : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => Descriptors.DroppedTask;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var (drop, way) in Find(code))
        {
            var function = way[way.Count - 1];
            var called = drop.Call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? MessageText.Code(drop.Call.Syntax) : drop.Call.TargetMethod.Name;
            report(Diagnostic.Create(
                Descriptor,
                drop.Value.Syntax.GetLocation(),
                MessageText.Subject(function),
                called,
                MessageText.Chain(way, called, code.Types) + Fault(drop),
                Remedy(drop, function, called)));
        }
    }

    /// <summary>The dropped tasks of this rule, each with the way from the hook to it.</summary>
    public static IEnumerable<(DroppedTask Drop, IReadOnlyList<ISymbol> Way)> Find(HookCode code)
    {
        foreach (var body in code.Bodies)
        {
            foreach (var drop in DroppedTask.In(body, code.Types))
            {
                // A worker's own tasks are LCG5001, in hooks too.
                if (code.Types.IsWorkerCall(drop.Call.TargetMethod))
                    continue;

                var way = code.WayTo(HookCode.FunctionAt(drop.Value, body.Owner));
                if (way.Count > 0)
                    yield return (drop, way);
            }
        }
    }

    private static string Fault(DroppedTask drop) => drop.Kind switch
    {
        DropKind.LostLocal => ", which not every way to the end awaits; it goes on when the hook has returned, and its exception is lost",
        DropKind.Overwritten => ", whose task is replaced by another before it is awaited; it goes on when the hook has returned, and its exception is lost",
        _ => ", which goes on when the hook has returned, and its exception is lost",
    };

    private static string Remedy(DroppedTask drop, ISymbol function, string called)
    {
        switch (drop.Kind)
        {
            case DropKind.LostLocal:
                return "Await it before every return, or let a [Background] hook run it";
            case DropKind.Overwritten:
                return "Await it before the next one is stored, or collect them for 'await Task.WhenAll(…)'";
            case DropKind.Collected:
                return "Write 'await Task.WhenAll(…)' with the whole collection, or let a [Background] hook run it";
        }

        var await = $"'await {DroppedTaskCode(drop)};'";
        var (lambda, isAsync) = Surrounding(drop.Value, function);
        var first = isAsync ? $"Write {await}"
            : lambda ? $"Call {called} where its task can be awaited, not in a lambda that returns nothing"
            : $"Make {function.Name} an 'async Task' method and write {await}";
        return first + ", or let a [Background] hook run it";
    }

    private static string DroppedTaskCode(DroppedTask drop) =>
        drop.Value is IConditionalAccessOperation && MessageText.Code(drop.Value.Syntax) is var text and not "…" ? $"({text} ?? Task.CompletedTask)" : MessageText.Code(drop.Value.Syntax);

    private static (bool Lambda, bool Async) Surrounding(IOperation operation, ISymbol function)
    {
        for (var parent = operation.Parent; parent is not null and not ILocalFunctionOperation; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation lambda)
                return (true, lambda.Symbol.IsAsync);
        }

        return (false, function is IMethodSymbol { IsAsync: true });
    }
}
