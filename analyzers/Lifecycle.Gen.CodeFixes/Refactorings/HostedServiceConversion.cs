using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The changes that make units of hosted services: of their methods, of their heads, and of their registrations.</summary>
internal static class HostedServiceConversion
{
    private const string Second = "The worker has an instance of its own; the one that is registered here is another, whose hooks nothing calls.";

    /// <summary>All changes.</summary>
    public static IReadOnlyList<Change> Changes(HostedFamily family, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        foreach (var member in family.Classes)
        {
            var keepsDispose = false;
            foreach (var method in member.Type.GetMembers().OfType<IMethodSymbol>().Where(CanBeHook))
            {
                if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax syntax)
                    AddMethod(syntax, method, member, family, changes, ref keepsDispose, cancellationToken);
            }

            changes.AddRange(HostedHead.Changes(member, keepsDispose, cancellationToken));
        }

        changes.AddRange(Registrations(family, cancellationToken));
        return changes;
    }

    /// <summary>The changes of the registrations alone.</summary>
    public static IEnumerable<Change> Registrations(HostedFamily family, CancellationToken cancellationToken)
    {
        foreach (var registration in HostedRegistrations.Find(family, cancellationToken))
        {
            if (registration.IsHosted)
                yield return RegistrationRemoval.Of(registration, cancellationToken);
            else if (registration is { Implementation.IsUnit: true } && registration.Node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { } statement)
                yield return new Change(statement, "second", static (root, node) => root.ReplaceNode(node, AttributeRewrite.WithComment(node, Second)));
        }
    }

    private static bool CanBeHook(IMethodSymbol method) => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation;

    private static void AddMethod(
        MethodDeclarationSyntax syntax,
        IMethodSymbol method,
        HostedClass member,
        HostedFamily family,
        List<Change> changes,
        ref bool keepsDispose,
        CancellationToken cancellationToken)
    {
        var model = member.Compilation.GetSemanticModel(syntax.SyntaxTree);
        var baseCalls = BaseCalls(syntax, model, cancellationToken);
        var calls = Indices(syntax, baseCalls);
        if (HostedTypes.PhaseOf(method) is not null)
        {
            var plan = HookPlan.For(method, syntax, baseCalls, family, cancellationToken);
            changes.Add(new Change(syntax, "hook", (root, node) =>
                root.ReplaceNode(node, HostedMethodRewrite.ToHook((MethodDeclarationSyntax)node, plan, calls))));
        }
        else if (HostedTypes.OverridesDispose(method))
        {
            var isEmpty = HostedMethodRewrite.IsOnlyBaseCall(syntax, baseCalls);
            var isOverride = family.Contains(method.OverriddenMethod?.ContainingType);
            var isOverridden = HookPlan.IsOverriddenIn(method, family);
            keepsDispose |= !isEmpty && !isOverride;
            changes.Add(new Change(syntax, "dispose", (root, node) => isEmpty
                ? NodeRemoval.Remove(root, node)
                : root.ReplaceNode(node, HostedMethodRewrite.ToDispose((MethodDeclarationSyntax)node, isOverridden, isOverride, calls))));
        }

        if (HookPlan.StopsTwice(syntax, method, model, cancellationToken) is { } comment)
            changes.Add(new Change(syntax, "stops", (root, node) => root.ReplaceNode(node, AttributeRewrite.WithComment(node, comment))));
    }

    // Calls of methods that are gone with the base class.
    private static List<InvocationExpressionSyntax> BaseCalls(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken) =>
    [
        .. method.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }
                && HostedContract.IsBackgroundService(model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType)),
    ];

    private static HashSet<int> Indices(MethodDeclarationSyntax method, List<InvocationExpressionSyntax> calls)
    {
        var all = method.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        return [.. calls.Select(call => all.IndexOf(call))];
    }
}
