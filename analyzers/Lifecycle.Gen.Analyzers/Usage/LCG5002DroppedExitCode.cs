using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The program runs a worker and drops its exit code. Writing <c>_ = await …</c> says that it is meant.</summary>
internal static class LCG5002DroppedExitCode
{
    public static void Check(OperationAnalysisContext context, IInvocationOperation run, IMethodSymbol main)
    {
        if (run.TargetMethod.Name != "RunAsync" || StatementOf(run) is not { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Void } dropped || !IsIn(context.ContainingSymbol, main))
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.DroppedExitCode,
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

    // `await Worker.RunAsync()`, with ConfigureAwait around it, or waited for in a blocking way: what stands as a statement and is dropped there.
    private static IOperation? StatementOf(IOperation run) => run.Parent switch
    {
        IExpressionStatementOperation => run,
        IAwaitOperation await => StatementOf(await),
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync", Instance: { } wrapped } call when wrapped == run => StatementOf(call),
        _ => null,
    };
}
