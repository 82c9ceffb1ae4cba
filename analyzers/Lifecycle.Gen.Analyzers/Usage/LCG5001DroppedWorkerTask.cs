using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The task of a worker's RunAsync, StartAsync, StopAsync or ReloadAsync is neither awaited nor returned nor kept.</summary>
internal static class LCG5001DroppedWorkerTask
{
    public static void Check(OperationAnalysisContext context, IInvocationOperation call, KnownSymbols types)
    {
        IOperation body = call;
        while (body.Parent is { } parent and not IMethodBodyBaseOperation)
            body = parent;
        foreach (var drop in Find(new HookBody(context.ContainingSymbol, body), types))
        {
            if (drop.Call == call)
                context.ReportDiagnostic(Create(drop, context.ContainingSymbol));
        }
    }

    /// <summary>The dropped tasks of this rule.</summary>
    internal static IEnumerable<DroppedTask> Find(HookBody body, KnownSymbols types) =>
        DroppedTask.In(body, types).Where(drop => types.IsWorkerCall(drop.Call.TargetMethod));

    private static Diagnostic Create(DroppedTask drop, ISymbol owner)
    {
        var called = drop.Call.TargetMethod;
        var call = $"{(drop.Call.Instance?.Type ?? called.ContainingType).Name}.{called.Name}";
        var what = called.Name switch
        {
            "RunAsync" => "nothing waits for the worker, and the process may end while it runs",
            "StartAsync" => "the code goes on while units still start, and a failed start goes unnoticed",
            "StopAsync" => "the code goes on while units still stop, and a failed stop goes unnoticed",
            _ => "the code goes on while units go down and up again, and a failed reload goes unnoticed",
        };
        var subject = owner is IMethodSymbol { IsImplicitlyDeclared: true } or { Name: "<Main>$" } ? "The program" : MessageText.Subject(owner);
        var remedy = called.Name == "RunAsync" && owner.Name is "<Main>$" ? "return await" : "await";
        return Diagnostic.Create(
            WorkerDescriptors.DroppedWorkerTask,
            drop.Value.Syntax.GetLocation(),
            subject,
            call,
            what,
            $"Write '{remedy} {MessageText.Code(drop.Value.Syntax)};'");
    }
}
