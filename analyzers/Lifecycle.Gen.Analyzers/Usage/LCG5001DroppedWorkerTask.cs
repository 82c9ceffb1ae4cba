using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The task of a worker's RunAsync, StartAsync, StopAsync or ReloadAsync is neither awaited nor returned nor kept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG5001DroppedWorkerTask : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DroppedWorkerTask];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterOperationBlockAction(block =>
        {
            foreach (var body in block.OperationBlocks)
            {
                foreach (var drop in Find(new HookBody(block.OwningSymbol, body), types))
                    block.ReportDiagnostic(Create(drop, block.OwningSymbol));
            }
        });

    /// <summary>The dropped tasks of this rule.</summary>
    internal static IEnumerable<DroppedTask> Find(HookBody body, KnownTypes types) =>
        // Nearly every body calls no worker; that is found out without looking at its locals.
        body.Operation.Descendants().Any(operation => operation is IInvocationOperation call && types.IsWorkerCall(call.TargetMethod))
            ? DroppedTask.In(body, types).Where(drop => types.IsWorkerCall(drop.Call.TargetMethod))
            : [];

    private static Diagnostic Create(DroppedTask drop, ISymbol owner)
    {
        var called = drop.Call.TargetMethod;
        var call = $"{(drop.Call.Instance?.Type ?? called.ContainingType).Name}.{called.Name}";
        var what = called.Name switch
        {
            "RunAsync" => "nobody waits for the worker, and the process may end while it runs",
            "StartAsync" => "the code goes on while units still start, and a failed start goes unnoticed",
            "StopAsync" => "the code goes on while units still stop, and a failed stop goes unnoticed",
            _ => "the code goes on while units go down and up again, and a failed reload goes unnoticed",
        };
        var subject = owner is IMethodSymbol { IsImplicitlyDeclared: true } or { Name: "<Main>$" } ? "The program" : Wording.Subject(owner);
        var remedy = called.Name == "RunAsync" && owner.Name is "<Main>$" ? "return await" : "await";
        return Diagnostic.Create(
            Descriptors.DroppedWorkerTask,
            drop.Value.Syntax.GetLocation(),
            subject,
            call,
            what,
            $"Write '{remedy} {Wording.Code(drop.Value.Syntax)};'");
    }
}
