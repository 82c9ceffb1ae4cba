using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A unit that is registered as a hosted service too, in any of the ways of that.</summary>
internal static class LCG5005HostedTwice
{
    public static void Check(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        foreach (var (node, type, isHosted) in HostedRegistration.In(call, context.SemanticModel, context.CancellationToken))
        {
            // A unit that no worker has by itself may be meant for the host here.
            if (!isHosted || type is not INamedTypeSymbol unit || !RuntimeTypes.IsUnit(unit) || !AttributeReader.Holds(unit, "AutoInclude"))
                continue;

            context.ReportDiagnostic(Diagnostic.Create(WorkerDescriptors.HostedTwice, node.GetLocation(), unit.Name, MessageText.Code(node)));
        }
    }
}
