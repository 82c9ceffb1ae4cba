using Lifecycle.Core.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A call of a worker without some of its inputs. The compiler's CS7036, an error that nothing can suppress, names the first of them; this names all, and
/// which units take them.
/// </summary>
internal sealed class LCG5007MissingInputs(Compilation compilation, KnownSymbols types)
{
    private readonly object _gate = new();
    private IReadOnlyList<LifecyclePlan>? _plans;

    public void Check(OperationAnalysisContext context)
    {
        var call = context.Operation.Syntax;
        if (call is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax) || context.Operation.SemanticModel is not { } model)
            return;

        var candidates = model.GetSymbolInfo(call, context.CancellationToken).CandidateSymbols;
        var found = candidates.OfType<IMethodSymbol>().Select(method => (Method: method, Inputs: WorkerArguments.InputsOf(method, types)))
            .FirstOrDefault(candidate => candidate.Inputs is not null);
        if (found.Inputs is null || WorkerArguments.Missing(WorkerArguments.ListOf(call), found.Inputs) is not { Count: > 0 } missing)
            return;

        var plan = PlanOf(found.Method.ContainingType, context.CancellationToken);
        var described = missing.Select(parameter => Describe(parameter, plan?.Inputs.FirstOrDefault(input => input.Parameter == parameter.Name))).ToList();
        context.ReportDiagnostic(Diagnostic.Create(
            WorkerDescriptors.MissingInputs,
            PlaceOf(call).GetLocation(),
            WorkerArguments.Label(found.Method),
            (missing.Count == 1 ? "an input: " : $"{missing.Count} inputs: ") + string.Join("; ", described),
            string.Join(", ", missing.Select(parameter => $"{parameter.Name}: …"))));
    }

    private static string Describe(IParameterSymbol parameter, PlanInput? input)
    {
        var label = $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}";
        if (input is null)
            return label;

        var takers = $"{label}, taken by {string.Join(" and ", input.Takers.Select(taker => taker.Id))}";
        return input.CanBeProvided ? $"{takers}, which a unit that is {input.Of.Brief} would provide" : takers;
    }

    /// <summary>A worker of a referenced assembly was composed there.</summary>
    private LifecyclePlan? PlanOf(INamedTypeSymbol worker, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(worker.ContainingAssembly, compilation.Assembly))
            return null;

        lock (_gate)
            _plans ??= Composer.Plans(CompilationUnits.Read(compilation, cancellationToken).ToSet());
        var key = TypeNames.MetadataName(worker);
        return _plans.FirstOrDefault(plan => plan.Key == key);
    }

    private static SyntaxNodeOrToken PlaceOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        ObjectCreationExpressionSyntax creation => creation.Type,
        ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword,
        _ => call,
    };
}
