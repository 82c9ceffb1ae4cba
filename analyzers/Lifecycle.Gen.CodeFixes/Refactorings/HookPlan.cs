using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The hook that a method of a hosted service becomes.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Name">The name of the method.</param>
/// <param name="Modifiers">Its accessibility, and <c>virtual</c>, <c>abstract</c> or <c>override</c>.</param>
/// <param name="Comment">A difference to the host that the code may depend on.</param>
internal sealed record HookPlan(Phase Phase, string Name, IReadOnlyList<SyntaxKind> Modifiers, string? Comment)
{
    private const string Drain = "The [Background] hook has ended before this one runs; what must happen before that belongs into an [OnDrain] hook.";
    private const string Guard = "The [Background] hook runs also where this one ends early; a condition for both belongs into [Unit(EnabledBy = …)].";
    private const string Ready = "The [Background] hook begins when this one has ended; what must happen after that belongs into an [OnReady] hook.";

    /// <summary>The plan for a method that the host calls.</summary>
    public static HookPlan For(
        IMethodSymbol method,
        MethodDeclarationSyntax syntax,
        IReadOnlyList<InvocationExpressionSyntax> baseCalls,
        HostedFamily family,
        CancellationToken cancellationToken)
    {
        var phase = HostedTypes.PhaseOf(method)!.Value;
        string? comment = null;
        if (syntax.Body is { Statements: [var first, ..] statements } && baseCalls.Count > 0)
        {
            var isPreceded = !first.Span.Contains(baseCalls[0].Span);
            var isFollowed = statements.Last(statement => !IsPlainReturn(statement)) is var last && !last.Span.Contains(baseCalls[baseCalls.Count - 1].Span);
            var isOwnOverride = family.Contains(method.OverriddenMethod?.ContainingType) || IsOverriddenIn(method, family);
            // The host ends the loop in the base's method: code before that runs while the loop does.
            if (phase == Phase.OnShutdown && isPreceded && !isFollowed && !isOwnOverride)
                phase = Phase.OnDrain;
            comment = phase switch
            {
                Phase.OnShutdown when isPreceded => Drain,
                Phase.OnStartup when MayEndBefore(baseCalls[0], syntax.Body) => Guard,
                Phase.OnStartup when isFollowed => Ready,
                _ => null,
            };
        }

        return new HookPlan(phase, NameOf(method), AccessOf(method, family, cancellationToken), comment);
    }

    /// <summary>A comment for a method that disposes and calls a hook of the same class, which the worker has called before.</summary>
    public static string? StopsTwice(MethodDeclarationSyntax syntax, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken) =>
        method.Name is not ("Dispose" or "DisposeAsync") ? null
            : syntax.DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
                .Select(call => model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol)
                .FirstOrDefault(called => called is not null && HostedTypes.PhaseOf(called) is not null) is { } hook
            ? $"The worker calls {hook.Name} before it disposes the unit; the call here is a second one."
            : null;

    /// <summary>Whether a class of the family overrides a method.</summary>
    public static bool IsOverriddenIn(IMethodSymbol method, HostedFamily family) =>
        family.Classes.SelectMany(member => member.Type.GetMembers(method.Name)).OfType<IMethodSymbol>()
            .Any(other => other.Parameters.Length == method.Parameters.Length
                && other.OverriddenMethod?.ContainingType is { } declaring
                && HostedClass.KeyOf(declaring) == HostedClass.KeyOf(method.ContainingType));

    private static bool IsPlainReturn(StatementSyntax statement) =>
        statement is ReturnStatementSyntax { Expression: var value }
        && value is null or IdentifierNameSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };

    // A return before the call, or a condition around it.
    private static bool MayEndBefore(InvocationExpressionSyntax call, BlockSyntax body) =>
        body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>()
            .Any(statement => statement.Span.End <= call.SpanStart)
        || call.Ancestors()
            .TakeWhile(node => node != body)
            .Any(node => node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchSectionSyntax or SwitchExpressionSyntax);

    // An explicit implementation gets the name of the interface's method.
    private static string NameOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.ExplicitInterfaceImplementation)
            return method.Name;

        var name = method.ExplicitInterfaceImplementations[0].Name;
        return method.ContainingType.GetMembers(name).Length == 0 ? name : "Host" + name;
    }

    // A method that no longer implements an interface becomes private, unless other code calls it.
    private static SyntaxKind[] AccessOf(IMethodSymbol method, HostedFamily family, CancellationToken cancellationToken)
    {
        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation)
            return [SyntaxKind.PrivateKeyword];

        var written = method.DeclaredAccessibility switch
        {
            Accessibility.Public => SyntaxKind.PublicKeyword,
            Accessibility.Internal => SyntaxKind.InternalKeyword,
            _ => SyntaxKind.ProtectedKeyword,
        };
        if (family.Contains(method.OverriddenMethod?.ContainingType))
            return [written, SyntaxKind.OverrideKeyword];
        if (method.IsAbstract)
            return [written, SyntaxKind.AbstractKeyword];
        if (method.IsVirtual || IsOverriddenIn(method, family))
            return [written, SyntaxKind.VirtualKeyword];
        if (written != SyntaxKind.ProtectedKeyword && IsUsedElsewhere(method, family, cancellationToken))
            return [written];

        // Derived units call the hooks of a base class that is no unit.
        return [method.ContainingType.IsAbstract || family.HasDerived(method.ContainingType) ? SyntaxKind.ProtectedKeyword : SyntaxKind.PrivateKeyword];
    }

    private static bool IsUsedElsewhere(IMethodSymbol method, HostedFamily family, CancellationToken cancellationToken)
    {
        var own = new HashSet<SyntaxNode>(family.Find(method.ContainingType)!.Parts(cancellationToken));
        return family.Scope.Any(compilation => compilation.SyntaxTrees
            .Where(tree => IdentifiersIn.Tree(tree, cancellationToken).Contains(method.Name))
            .SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes(node => !own.Contains(node)).OfType<SimpleNameSyntax>())
            .Any(name => name.Identifier.ValueText == method.Name
                && compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name, cancellationToken).Symbol is IMethodSymbol used
                && HostedClass.KeyOf(used.ContainingType) == HostedClass.KeyOf(method.ContainingType)));
    }
}
