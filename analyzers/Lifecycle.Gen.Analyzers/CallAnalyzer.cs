using System.Collections.Immutable;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers;

/// <summary>Runs the rules on calls that are not limited to units: calls of hooks and of workers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        HookDescriptors.HookCalledByHand,
        WorkerDescriptors.DroppedWorkerTask,
        WorkerDescriptors.DroppedExitCode,
        WorkerDescriptors.WorkerNameTaken,
        WorkerDescriptors.HostedTwice,
        WorkerDescriptors.PositionalInput,
        WorkerDescriptors.MissingInputs,
        WorkerDescriptors.NoDefaultWorker,
    ];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols types)
    {
        if (LCG5003WorkerName.DefaultWorkerIn(context.Compilation, types) is { } worker)
            context.RegisterSyntaxNodeAction(access => LCG5003WorkerName.Check(access, worker), SyntaxKind.SimpleMemberAccessExpression);
        else
            context.RegisterSyntaxNodeAction(LCG5010NoDefaultWorker.Check, LCG5010NoDefaultWorker.Kinds);
        if (context.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Hosting.IHostedService") is not null)
            context.RegisterSyntaxNodeAction(LCG5005HostedTwice.Check, SyntaxKind.InvocationExpression);
        var main = context.Compilation.GetEntryPoint(context.CancellationToken);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                LCG3007ByHand.Check(operation, call.TargetMethod, call.Instance, types);
                if (!types.IsWorkerCall(call.TargetMethod))
                    return;

                LCG5001DroppedWorkerTask.Check(operation, call, types);
                LCG5006PositionalInput.Check(operation, call.TargetMethod, types);
                if (main is not null)
                    LCG5002DroppedExitCode.Check(operation, call, main);
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                var reference = (IMethodReferenceOperation)operation.Operation;
                LCG3007ByHand.Check(operation, reference.Method, reference.Instance, types);
            },
            OperationKind.MethodReference);
        context.RegisterOperationAction(
            operation =>
            {
                if (((IObjectCreationOperation)operation.Operation).Constructor is { } constructor)
                    LCG5006PositionalInput.Check(operation, constructor, types);
            },
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(new LCG5007MissingInputs(context.Compilation, types).Check, OperationKind.Invalid);
    }
}
