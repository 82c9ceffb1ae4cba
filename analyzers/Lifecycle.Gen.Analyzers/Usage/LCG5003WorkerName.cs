using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// <c>Worker.RunAsync</c> where <c>Worker</c> means something else than the generated worker, which is in another namespace or has another name.
/// </summary>
internal static class LCG5003WorkerName
{
    /// <summary>The worker that was generated for a program without one; <see langword="null"/> where there is none.</summary>
    public static INamedTypeSymbol? DefaultWorkerIn(Compilation compilation, KnownSymbols types)
    {
        var name = AssemblyReader.Read(compilation, CancellationToken.None).DefaultWorker;
        var found = compilation.Assembly.GlobalNamespace.GetTypeMembers(name, arity: 0).FirstOrDefault();
        return found is not null && !RuntimeTypes.IsWorker(found) && SymbolEqualityComparer.Default.Equals(found.BaseType, types.Worker) ? found : null;
    }

    public static void Check(SyntaxNodeAnalysisContext context, INamedTypeSymbol worker)
    {
        var access = (MemberAccessExpressionSyntax)context.Node;
        if (ReplacementIn(access, context.SemanticModel, worker, context.CancellationToken) is not { } replacement)
            return;

        context.ReportDiagnostic(Diagnostic.Create(
            WorkerDescriptors.WorkerNameTaken,
            access.Expression.GetLocation(),
            access.Expression.ToString(),
            Meaning(context.SemanticModel.GetSymbolInfo(access.Expression, context.CancellationToken).Symbol),
            $"{replacement}.{access.Name}"));
    }

    /// <summary>
    /// What to write in place of the name before <c>.RunAsync</c>; <see langword="null"/> where that is right, or is no mistake about the worker.
    /// </summary>
    public static string? ReplacementIn(MemberAccessExpressionSyntax access, SemanticModel model, INamedTypeSymbol worker, CancellationToken cancellationToken)
    {
        if (access.Name.Identifier.ValueText != "RunAsync"
            || access.Expression is not IdentifierNameSyntax name
            || !DefaultWorkerName.Candidates.Contains(name.Identifier.ValueText))
        {
            return null;
        }

        // What has such a method is meant.
        var found = model.GetSymbolInfo(access, cancellationToken);
        if (found.Symbol is not null || !found.CandidateSymbols.IsEmpty)
            return null;

        var isReached = SymbolEqualityComparer.Default.Equals(model.LookupNamespacesAndTypes(access.SpanStart, name: worker.Name).FirstOrDefault(), worker);
        return isReached ? worker.Name : "global::" + worker.Name;
    }

    private static string Meaning(ISymbol? symbol) => symbol switch
    {
        INamespaceSymbol space => $"the namespace {space.ToDisplayString()}",
        INamedTypeSymbol type => $"the type {type.ToDisplayString()}",
        null => "nothing",
        _ => symbol.Name,
    };
}
