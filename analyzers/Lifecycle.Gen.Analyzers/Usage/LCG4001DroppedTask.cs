using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Names = Lifecycle.Core.Extraction.RuntimeTypes;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A task that a hook, a function of the unit that a hook runs, or the disposal of the unit drops. A task for each item of a service loop is a warning, and
/// silent where the project says that the task of that method may be lost.
/// </summary>
internal sealed class LCG4001DroppedTask : IHookCodeRule
{
    /// <summary>The option that names methods whose tasks may be dropped, as <c>Method</c> or <c>Type.Method</c>, separated by commas.</summary>
    public const string Option = "dotnet_code_quality.LCG4001.detached_methods";

    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.DroppedTask;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var (drop, way) in Find(code))
        {
            var function = way[way.Count - 1];
            var called = drop.Call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? MessageText.Code(drop.Call.Syntax) : drop.Call.TargetMethod.Name;
            var isPerItem = IsPerItem(drop, way, code);
            report(Diagnostic.Create(
                Descriptor,
                drop.Value.Syntax.GetLocation(),
                isPerItem ? DiagnosticSeverity.Warning : Descriptor.DefaultSeverity,
                additionalLocations: null,
                properties: null,
                MessageText.Subject(function),
                called,
                MessageText.Chain(way, called, code.Types) + Fault(drop),
                Remedy(drop, function, called, isPerItem, code)));
        }
    }

    /// <summary>The dropped tasks of this rule, each with the way from the hook to it.</summary>
    public static IEnumerable<(DroppedTask Drop, IReadOnlyList<ISymbol> Way)> Find(HookCode code)
    {
        HookReach? disposal = null;
        foreach (var body in code.Bodies)
        {
            foreach (var drop in DroppedTask.In(body, code.Types))
            {
                // A worker's own tasks are LCG5001, in hooks too.
                if (code.Types.IsWorkerCall(drop.Call.TargetMethod) || IsDetached(drop.Call.TargetMethod, code))
                    continue;

                var function = HookCode.FunctionAt(drop.Value, body.Owner);
                var way = code.WayTo(function);
                if (way.Count == 0)
                    way = (disposal ??= new HookReach(DisposalOf(code), code.UsesInPlace)).WayTo(function);
                if (way.Count > 0)
                    yield return (drop, way);
            }
        }
    }

    /// <summary>Whether to await a dropped task would do harm: it would keep a start from ending, or serve one item at a time.</summary>
    public static bool IsForGood(DroppedTask drop, HookCode code) => ServiceLoop.IsIn(drop.Call, code) || ServiceLoop.Around(drop.Value) is not null;

    // The one that the worker runs: the asynchronous one where there are both.
    private static IEnumerable<ISymbol> DisposalOf(HookCode code)
    {
        if (!KnownSymbols.IsUnitOrWorker(code.Type))
            return [];

        var methods = code.Type.GetMembers().OfType<IMethodSymbol>()
            .Where(static method => method.Parameters.IsEmpty && method.Name is "Dispose" or "DisposeAsync").ToList();
        var isAsync = code.Type.AllInterfaces.Any(static contract => contract.Name == "IAsyncDisposable");
        return methods.Where(method => method.Name == (isAsync ? "DisposeAsync" : "Dispose"));
    }

    private static bool IsDetached(IMethodSymbol method, HookCode code) =>
        code.Options is { } options && options.TryGetValue(Option, out var names)
            && names.Split(',').Any(name => name.Trim() is var one && (one == method.Name || one == $"{method.ContainingType?.Name}.{method.Name}"));

    private static bool IsPerItem(DroppedTask drop, IReadOnlyList<ISymbol> way, HookCode code) =>
        drop.Kind is DropKind.Statement or DropKind.Discard or DropKind.UnusedLocal or DropKind.Forgotten
        && code.Types.PhaseOf(way[0]) is { Phase: Phase.Background or Phase.Run }
        && ServiceLoop.Around(drop.Value) is not null;

    private static string Fault(DroppedTask drop) => drop.Kind switch
    {
        DropKind.LostLocal => ", which not every way to the end awaits; it goes on when the hook has returned, and its exception is lost",
        DropKind.Overwritten => ", whose task is replaced by another before it is awaited; it goes on when the hook has returned, and its exception is lost",
        DropKind.Inner =>
            ", of which the task that starts the work is awaited or kept, and not the work; it goes on when the hook has returned, and its exception is lost",
        _ => ", which goes on when the hook has returned, and its exception is lost",
    };

    private static string Remedy(DroppedTask drop, ISymbol function, string called, bool isPerItem, HookCode code)
    {
        switch (drop.Kind)
        {
            case DropKind.LostLocal:
                return "Await it before every return, or let a [Background] hook run it";
            case DropKind.Overwritten:
                return "Await it before the next one is stored, or collect them for 'await Task.WhenAll(…)'";
            case DropKind.Collected:
                return "Write 'await Task.WhenAll(…)' with the whole collection, or let a [Background] hook run it";
            case DropKind.Inner:
                return called == "StartNew" ? "Write 'Task.Run(…)', or add '.Unwrap()'" : "Add '.Unwrap()'";
        }

        if (isPerItem)
            return "Give it to IWorkerContext.AddTask" + (Names.IsIn(drop.Call.TargetMethod.ContainingType, "System", "Threading", "Tasks") ? ""
                : $", or name {called} in {Option} where its task may be lost");
        if (ServiceLoop.IsIn(drop.Call, code))
            return "Let a [Background] hook run it, or give it to IWorkerContext.AddTask: to await it would keep the hook from ending";

        var await = $"'await {DroppedTaskCode(drop)};'";
        var (lambda, isAsync) = Surrounding(drop.Value, function);
        var first = isAsync ? $"Write {await}"
            : lambda ? $"Call {called} where its task can be awaited, not in a lambda that returns nothing"
            : IsCallback(function, code) ? $"Call {called} where its task can be awaited, not in a callback that returns nothing"
            : code.Types.PhaseOf((IMethodSymbol)function) is null && function.Name == "Dispose" ? $"Implement IAsyncDisposable and write {await}"
            : $"Make {function.Name} an 'async Task' method and write {await}";
        return function.Name is "Dispose" or "DisposeAsync" ? first : first + ", or let a [Background] hook run it";
    }

    // The return type of a method that becomes a delegate is the one of the delegate.
    private static bool IsCallback(ISymbol function, HookCode code) => function is IMethodSymbol { ReturnsVoid: true } method && code.IsReferenced(method);

    private static string DroppedTaskCode(DroppedTask drop) =>
        drop.Kind == DropKind.Forgotten ? MessageText.Code(drop.Call.Syntax)
        : drop.Value is IConditionalAccessOperation && MessageText.Code(drop.Value.Syntax) is var text and not "…" ? $"({text} ?? Task.CompletedTask)"
        : MessageText.Code(drop.Value.Syntax);

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
