using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>An argument by position for one of several inputs of one type: a parameter that is added or renamed gives it another meaning.</summary>
internal static class LCG5006PositionalInput
{
    public static void Check(OperationAnalysisContext context, IMethodSymbol method, KnownSymbols types)
    {
        if (WorkerArguments.InputsOf(method, types) is not { Count: > 1 } inputs)
            return;

        var arguments = WorkerArguments.Interchangeable(WorkerArguments.ListOf(context.Operation.Syntax), inputs);
        if (arguments.Count == 0)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            WorkerDescriptors.PositionalInput,
            arguments[0].Argument.GetLocation(),
            arguments.Skip(1).Select(argument => argument.Argument.GetLocation()),
            WorkerArguments.Label(method),
            string.Join(" and ", arguments.Select(argument => argument.Parameter.Name)),
            string.Join(", ", arguments.Select(argument => $"{argument.Parameter.Name}: …"))));
    }
}
