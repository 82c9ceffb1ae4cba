using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The program runs a worker and drops its exit code. <c>_ = await …</c> drops it on purpose.</summary>
internal static class LCG5002DroppedExitCode
{
    public static void Check(OperationAnalysisContext context, IInvocationOperation run, IMethodSymbol main)
    {
        if (run.TargetMethod.Name != "RunAsync"
            || StatementOf(run) is not { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Void } dropped
            || !IsIn(context.ContainingSymbol, main))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            WorkerDescriptors.DroppedExitCode,
            dropped.Syntax.GetLocation(),
            main.Name is "<Main>$" ? "The program" : MessageText.Subject(main),
            $"{run.TargetMethod.ContainingType.Name}.RunAsync",
            $"Write 'return await {MessageText.Code(run.Syntax)};'"));
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

    // The expression statement around `Worker.RunAsync()`, with `await`, ConfigureAwait or a blocking wait between: the result is dropped there.
    private static IOperation? StatementOf(IOperation run) => run.Parent switch
    {
        IExpressionStatementOperation => run,
        IAwaitOperation await => StatementOf(await),
        IInvocationOperation { Instance: { } wrapped } call when wrapped == run && IsWait(call.TargetMethod.Name) => StatementOf(call),
        _ => null,
    };

    private static bool IsWait(string method) => method is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync";
}
