using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Flow;

/// <summary>
/// What the members of another unit of the compilation need: the fields that its startup sets, and that its shutdown ends. Read from the syntax, by name,
/// because binding the bodies of other classes again would cost more than the whole rule; a name of a class's own fields is hardly anything else in it.
/// </summary>
internal static class UnitFieldUsage
{
    /// <summary>The hook of the given phases that sets what a member works with, or <see langword="null"/> where there is none.</summary>
    public static IMethodSymbol? NeededBy(ISymbol member, Func<Phase, bool> phase, KnownSymbols types, CancellationToken cancellationToken)
    {
        var unit = member.ContainingType;
        var needed = Needs(member, cancellationToken);
        if (needed.Count == 0)
            return null;

        foreach (var hook in HooksOf(unit, phase, types))
        {
            if (Code(hook, cancellationToken).SelectMany(Assigned).Any(name => needed.Contains(name) && IsEmptyBefore(unit, name, cancellationToken)))
                return hook;
        }

        return null;
    }

    /// <summary>The hook of the given phases that ends what a member works with, or <see langword="null"/> where there is none.</summary>
    public static IMethodSymbol? EndedFor(ISymbol member, Func<Phase, bool> phase, KnownSymbols types, CancellationToken cancellationToken)
    {
        var needed = Needs(member, cancellationToken);
        return needed.Count == 0 ? null
            : HooksOf(member.ContainingType, phase, types).FirstOrDefault(hook => Code(hook, cancellationToken).SelectMany(Ended).Any(needed.Contains));
    }

    private static IEnumerable<IMethodSymbol> HooksOf(INamedTypeSymbol unit, Func<Phase, bool> phase, KnownSymbols types) =>
        unit.GetMembers().OfType<IMethodSymbol>().Where(method => types.PhaseOf(method) is { } found && phase(found.Phase));

    // The fields and properties that a member reads without asking whether they are there.
    private static HashSet<string> Needs(ISymbol member, CancellationToken cancellationToken)
    {
        var unit = member.ContainingType;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var state = new HashSet<string>(unit.GetMembers().Where(IsState).Select(field => field.Name), StringComparer.Ordinal);
        if (IsState(member))
            names.Add(member.Name);
        foreach (var name in Code(member, cancellationToken).SelectMany(node => node.DescendantNodes()).OfType<IdentifierNameSyntax>())
        {
            if (!state.Contains(name.Identifier.ValueText)
                || name.Parent is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access && access.Name == name)
                continue;

            (IsAsked(name) ? asked : names).Add(name.Identifier.ValueText);
        }

        names.ExceptWith(asked);
        return names;
    }

    private static bool IsState(ISymbol member) =>
        member is IFieldSymbol { IsStatic: false, IsConst: false, IsReadOnly: false }
            or IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod: not null };

    // `x?.…`, `x ?? …`, `x is …`, `x == null`, and what is written to.
    private static bool IsAsked(IdentifierNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : name;
        return whole.Parent switch
        {
            ConditionalAccessExpressionSyntax conditional => conditional.Expression == whole,
            IsPatternExpressionSyntax or ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 } => true,
            BinaryExpressionSyntax
            {
                RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression
                or (int)SyntaxKind.IsExpression
            } => true,
            AssignmentExpressionSyntax assignment => assignment.Left == whole,
            _ => false,
        };
    }

    // A member, and the methods and properties of its class that it names, directly or through others.
    private static IEnumerable<SyntaxNode> Code(ISymbol member, CancellationToken cancellationToken)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { member };
        var open = new Queue<ISymbol>([member]);
        while (open.Count > 0)
        {
            var symbol = open.Dequeue();
            var parts = symbol is IMethodSymbol { PartialImplementationPart: { } implementation } ? implementation.DeclaringSyntaxReferences
                : symbol.DeclaringSyntaxReferences;
            foreach (var reference in parts)
            {
                var node = reference.GetSyntax(cancellationToken);
                yield return node;
                foreach (var name in node.DescendantNodes().OfType<IdentifierNameSyntax>())
                {
                    foreach (var used in member.ContainingType.GetMembers(name.Identifier.ValueText))
                    {
                        if (used is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol && seen.Add(used))
                            open.Enqueue(used);
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Assigned(SyntaxNode code) => code.DescendantNodes().Select(node => node switch
    {
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression or (int)SyntaxKind.CoalesceAssignmentExpression, Left: var left,
            Right: not LiteralExpressionSyntax
        } => NameOf(left),
        ArgumentSyntax { RefOrOutKeyword.RawKind: (int)SyntaxKind.OutKeyword, Expression: var value } => NameOf(value),
        _ => null,
    }).OfType<string>();

    private static IEnumerable<string> Ended(SyntaxNode code) => code.DescendantNodes().Select(node => node switch
    {
        AssignmentExpressionSyntax
        {
            RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: var left,
            Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression }
        } => NameOf(left),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: var method,
                Expression: var ended
            }
        } when IsEnd(method) => NameOf(ended),
        ConditionalAccessExpressionSyntax
        {
            Expression: var ended,
            WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var method } }
        }
            when IsEnd(method) => NameOf(ended),
        _ => null,
    }).OfType<string>();

    private static bool IsEnd(string method) => method is "Dispose" or "DisposeAsync" or "Close" or "CloseAsync";

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name.Identifier.ValueText: var name } => name,
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: var operand } => NameOf(operand),
        _ => null,
    };

    // A field with a value of its own from the beginning can be used before the startup sets another.
    private static bool IsEmptyBefore(INamedTypeSymbol unit, string name, CancellationToken cancellationToken) =>
        unit.GetMembers(name).SelectMany(field => field.DeclaringSyntaxReferences).All(reference => reference.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax { Initializer: { } initial } => IsNothing(initial.Value),
            PropertyDeclarationSyntax { Initializer: { } initial } => IsNothing(initial.Value),
            _ => true,
        })
        && !unit.InstanceConstructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellationToken)).OfType<ConstructorDeclarationSyntax>().SelectMany(Assigned).Contains(name);

    private static bool IsNothing(ExpressionSyntax value) =>
        value is PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax }
            or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression };
}
