using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>What has to change so that hosted services are units: their methods, their heads, and where they are registered.</summary>
internal static class HostedServiceConversion
{
    private const string Drain = "The [Background] hook has ended before this one runs; what must happen before that belongs into an [OnDrain] hook.";
    private const string Lifetime = "IHostApplicationLifetime is an input of the worker now; an IWorkerContext is passed by it, and its RequestStop() stops it.";

    /// <summary>All changes.</summary>
    public static IReadOnlyList<Change> Changes(HostedFamily family, Compilation compilation, CancellationToken cancellationToken)
    {
        var changes = new List<Change>();
        foreach (var type in family.Classes)
        {
            var keepsDispose = false;
            foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            {
                if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax)
                    continue;

                var baseCalls = BaseCalls(syntax, compilation.GetSemanticModel(syntax.SyntaxTree), cancellationToken);
                if (HostedTypes.PhaseOf(method) is { } phase)
                {
                    var isPreceded = syntax.Body?.Statements.FirstOrDefault() is { } first && baseCalls.Count > 0 && !first.Span.Contains(baseCalls[0].Span);
                    var plan = new HookPlan(
                        phase,
                        NameOf(method),
                        AccessOf(method, family, compilation, cancellationToken),
                        phase == Phase.OnShutdown && isPreceded ? Drain : null);
                    changes.Add(new Change(
                        syntax,
                        "hook",
                        (root, node) => root.ReplaceNode(node, HostedMethodRewrite.ToHook((MethodDeclarationSyntax)node, plan, Indices(syntax, baseCalls)))));
                }
                else if (OverridesDispose(method))
                {
                    var isEmpty = HostedMethodRewrite.IsOnlyBaseCall(syntax, baseCalls);
                    keepsDispose |= !isEmpty && !OverridesOwn(method, family);
                    changes.Add(isEmpty
                        ? new Change(syntax, "dispose", (root, node) => root.RemoveNode(node, SyntaxRemoveOptions.KeepUnbalancedDirectives)!)
                        : new Change(
                            syntax,
                            "dispose",
                            (root, node) =>
                                root.ReplaceNode(
                                    node,
                                    HostedMethodRewrite.ToDispose(
                                        (MethodDeclarationSyntax)node,
                                        IsOverriddenIn(method, family),
                                        OverridesOwn(method, family),
                                        Indices(syntax, baseCalls)))));
                }
            }

            AddHeads(type, family, keepsDispose, compilation, changes, cancellationToken);
        }

        changes.AddRange(HostedRegistrations.Removals(family, compilation, cancellationToken));
        return changes;
    }

    private static void AddHeads(
        INamedTypeSymbol type,
        HostedFamily family,
        bool isDisposable,
        Compilation compilation,
        List<Change> changes,
        CancellationToken cancellationToken)
    {
        var isUnit = family.Units.Contains(type, SymbolEqualityComparer.Default);
        var parts = HostedFamily.PartsOf(type, cancellationToken).OrderBy(part => part.BaseList is null ? 1 : 0).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var model = compilation.GetSemanticModel(part.SyntaxTree);
            var hosted = part.BaseList?.Types.Select((parent, index) => (parent, index))
                .Where(pair => model.GetTypeInfo(pair.parent.Type, cancellationToken).Type is var named
                    && (HostedTypes.IsHostedContract(named) || HostedTypes.IsBackgroundService(named)))
                .Select(pair => pair.index).ToList() ?? [];
            var isMarked = isUnit && i == 0;
            var comment = isMarked
                && type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => HostedTypes.IsLifetime(parameter.Type)))
                ? Lifetime
                : null;
            var addsDisposable = isDisposable && i == 0 && !type.Interfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);
            var needsUsing = UnitRewrite.NeedsUsing(model, part);
            changes.Add(new Change(part, "head", (root, node) =>
            {
                root = isUnit
                    ? UnitRewrite.WithPartial(root, (TypeDeclarationSyntax)node, now => Head(now))
                    : root.ReplaceNode(node, Head((TypeDeclarationSyntax)node));
                return needsUsing ? UnitRewrite.WithUsing(root) : root;
            }));

            TypeDeclarationSyntax Head(TypeDeclarationSyntax now)
            {
                now = BaseListRewrite.Without(now, hosted, addsDisposable);
                if (part.Parent is TypeDeclarationSyntax)
                    now = Accessible(now);
                return isMarked ? AttributeRewrite.AddBefore(now, "Unit", comment) : now;
            }
        }

        TypeDeclarationSyntax Accessible(TypeDeclarationSyntax now)
        {
            if (type.DeclaredAccessibility != Accessibility.Private || !isUnit)
                return now;
            if (now.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.PrivateKeyword)) is { RawKind: not 0 } written)
                return now.ReplaceToken(written, SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(written));

            var leading = now.GetLeadingTrivia();
            now = now.WithLeadingTrivia(now.AttributeLists.Count > 0 ? leading : default);
            var modifiers = now.Modifiers.Insert(0, SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space));
            now = (TypeDeclarationSyntax)now.WithModifiers(modifiers);
            return now.AttributeLists.Count > 0 ? now : now.WithLeadingTrivia(leading);
        }
    }

    // The name under which a method that implements its interface explicitly is called.
    private static string NameOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.ExplicitInterfaceImplementation)
            return method.Name;

        var name = method.ExplicitInterfaceImplementations[0].Name;
        return method.ContainingType.GetMembers(name).Length == 0 ? name : "Host" + name;
    }

    // What no longer implements an interface becomes private, unless somebody calls it.
    private static SyntaxKind[] AccessOf(IMethodSymbol method, HostedFamily family, Compilation compilation, CancellationToken cancellationToken)
    {
        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
            return [SyntaxKind.PrivateKeyword];

        SyntaxKind[] written = method.DeclaredAccessibility == Accessibility.Public
            ? [SyntaxKind.PublicKeyword] : method.DeclaredAccessibility == Accessibility.Internal ? [SyntaxKind.InternalKeyword]
            : [SyntaxKind.ProtectedKeyword];
        if (OverridesOwn(method, family))
            return [.. written, SyntaxKind.OverrideKeyword];
        if (method.IsAbstract)
            return [.. written, SyntaxKind.AbstractKeyword];
        if (method.IsVirtual || IsOverriddenIn(method, family))
            return [.. written, SyntaxKind.VirtualKeyword];
        if (method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && IsUsedElsewhere(method, compilation, cancellationToken))
            return written;

        // A base class that is no unit cannot keep its hooks to itself.
        return method.ContainingType.IsAbstract
            || family.Classes.Any(type => SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, method.ContainingType))
            ? [SyntaxKind.ProtectedKeyword]
            : [SyntaxKind.PrivateKeyword];
    }

    private static bool IsUsedElsewhere(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var own = new HashSet<SyntaxNode>(HostedFamily.PartsOf(method.ContainingType, cancellationToken));
        return compilation.SyntaxTrees.Any(tree => tree.GetRoot(cancellationToken)
            .DescendantNodes(node => !own.Contains(node)).OfType<SimpleNameSyntax>()
            .Any(name => name.Identifier.ValueText == method.Name
                && SymbolEqualityComparer.Default.Equals(
                    compilation.GetSemanticModel(tree).GetSymbolInfo(name, cancellationToken).Symbol?.OriginalDefinition,
                    method)));
    }

    private static bool OverridesOwn(IMethodSymbol method, HostedFamily family) => family.Contains(method.OverriddenMethod?.ContainingType);

    private static bool IsOverriddenIn(IMethodSymbol method, HostedFamily family) =>
        family.Classes.SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>()
        .Any(other => SymbolEqualityComparer.Default.Equals(other.OverriddenMethod?.OriginalDefinition, method.OriginalDefinition));

    private static bool OverridesDispose(IMethodSymbol method)
    {
        var original = method;
        while (original.OverriddenMethod is { } overridden)
            original = overridden;
        return method.IsOverride && original.Name == "Dispose" && HostedTypes.IsBackgroundService(original.ContainingType);
    }

    // Calls of what goes with the base class.
    private static List<InvocationExpressionSyntax> BaseCalls(MethodDeclarationSyntax method, SemanticModel model, CancellationToken cancellationToken) =>
        [.. method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(call => call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax }
            && HostedTypes.IsBackgroundService(model.GetSymbolInfo(call, cancellationToken).Symbol?.ContainingType))];

    private static HashSet<int> Indices(MethodDeclarationSyntax method, List<InvocationExpressionSyntax> calls)
    {
        var all = method.DescendantNodes().OfType<InvocationExpressionSyntax>().ToList();
        return [.. calls.Select(call => all.IndexOf(call))];
    }
}

/// <summary>What a method becomes.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Name">The name of the method.</param>
/// <param name="Modifiers">Its access and place among overrides.</param>
/// <param name="Comment">What its author has to know.</param>
internal sealed record HookPlan(Phase Phase, string Name, IReadOnlyList<SyntaxKind> Modifiers, string? Comment);
