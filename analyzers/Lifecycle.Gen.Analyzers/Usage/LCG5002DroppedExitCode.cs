using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The program runs a worker and drops its exit code. Writing <c>_ = await …</c> says that it is meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG5002DroppedExitCode : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.DroppedExitCode];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (context.Compilation.GetEntryPoint(context.CancellationToken) is not { } main)
            return;
        context.RegisterOperationAction(
            operation =>
            {
                var statement = (IExpressionStatementOperation)operation.Operation;
                if (statement.Operation.Type?.SpecialType is not SpecialType.System_Int32 and not SpecialType.System_Void
                    || !IsIn(operation.ContainingSymbol, main)
                    || RunIn(statement.Operation, types) is not { } run)
                {
                    return;
                }

                operation.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.DroppedExitCode,
                    statement.Operation.Syntax.GetLocation(),
                    main.Name is "<Main>$" ? "The program" : Wording.Subject(main),
                    $"{run.TargetMethod.ContainingType.Name}.RunAsync",
                    $"Write 'return await {Wording.Code(run.Syntax)};'"));
            },
            OperationKind.ExpressionStatement);
    }

    private static bool IsIn(ISymbol? symbol, IMethodSymbol main)
    {
        for (; symbol is IMethodSymbol; symbol = symbol.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(symbol, main))
                return true;
        }

        return false;
    }

    // `await Worker.RunAsync()`, with ConfigureAwait around it, or waited for in a blocking way.
    private static IInvocationOperation? RunIn(IOperation? operation, KnownTypes types) => operation switch
    {
        IAwaitOperation await => RunIn(await.Operation, types),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync", Instance: { } wrapped } => RunIn(wrapped, types),
        IInvocationOperation { TargetMethod.Name: "RunAsync" } call when types.IsWorkerCall(call.TargetMethod) => call,
        _ => null,
    };
}
