using System.Collections.Immutable;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// <c>Worker.RunAsync</c>, <c>new Worker()</c> or <c>AddWorker&lt;Worker&gt;</c> in a project that has no default worker: because it declares one of its own,
/// has no units, or is a library.
/// </summary>
internal static class LCG5010NoDefaultWorker
{
    public static readonly ImmutableArray<SyntaxKind> Kinds =
        [SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.ObjectCreationExpression, SyntaxKind.GenericName];

    public static void Check(SyntaxNodeAnalysisContext context)
    {
        if (NameIn(context.Node) is not { } name || !IsUnknown(name, context.SemanticModel, context.CancellationToken))
            return;

        var (reason, remedy) = Explain(context.Compilation, context.CancellationToken);
        context.ReportDiagnostic(Diagnostic.Create(WorkerDescriptors.NoDefaultWorker, name.GetLocation(), name.Identifier.ValueText, reason, remedy));
    }

    /// <summary>Whether a name means nothing, and would be that of a default worker.</summary>
    public static bool IsUnknown(IdentifierNameSyntax name, SemanticModel model, CancellationToken token)
    {
        if (!DefaultWorkerName.Candidates.Contains(name.Identifier.ValueText))
            return false;

        var found = model.GetSymbolInfo(name, token);
        // A class of the project that only is not imported is most likely what is meant.
        return found.Symbol is null && found.CandidateSymbols.IsEmpty
            && !model.Compilation.ContainsSymbolsWithName(name.Identifier.ValueText, SymbolFilter.Type, token);
    }

    /// <summary>The workers that the project declares, in the order of their names.</summary>
    public static IReadOnlyList<INamedTypeSymbol> WorkersOf(Compilation compilation, CancellationToken token) =>
    [
        .. MarkedClasses.ByFile(compilation, token)
            .SelectMany(classes => classes)
            .Where(found => found.Mark == ClassMark.Worker)
            .Select(found => found.Type)
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    private static IdentifierNameSyntax? NameIn(SyntaxNode node) => node switch
    {
        MemberAccessExpressionSyntax access => access.Expression as IdentifierNameSyntax,
        ObjectCreationExpressionSyntax creation => creation.Type as IdentifierNameSyntax,
        GenericNameSyntax { Identifier.ValueText: "AddWorker", TypeArgumentList.Arguments: [IdentifierNameSyntax argument] } => argument,
        _ => null,
    };

    private static (string Reason, string Remedy) Explain(Compilation compilation, CancellationToken token)
    {
        var workers = WorkersOf(compilation, token);
        if (workers.Count > 0)
        {
            var names = string.Join(" or ", workers.Select(worker => worker.Name));
            return ($"this project declares {string.Join(" and ", workers.Select(worker => worker.Name))}, and so gets no other", $"Write {names}");
        }

        if (compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary)
            return ("this project is a library, and only a program gets one", "Declare it: [Worker] public sealed partial class Server;");

        const string NoUnit = "no class of this project is marked [Unit]";
        return ManifestReader.Read(compilation, token).Units.Count > 0
            ? (NoUnit, "Declare a worker over those of libraries: [Worker(IncludeReferenced = true)] sealed partial class Server;")
            : (NoUnit, "Mark the classes that it shall run with [Unit]");
    }
}
