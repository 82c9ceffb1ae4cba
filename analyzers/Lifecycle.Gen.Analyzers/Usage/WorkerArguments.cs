using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Usage;

/// <summary>What a call passes to a generated worker: to its constructor or to <c>RunAsync</c>.</summary>
public static class WorkerArguments
{
    /// <summary>The parameters that are inputs; <see langword="null"/> where a method is none of those that take them.</summary>
    internal static IReadOnlyList<IParameterSymbol>? InputsOf(IMethodSymbol method, KnownSymbols types)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType?.BaseType, types.Worker)
            || !(method.MethodKind == MethodKind.Constructor || method is { IsStatic: true, Name: "RunAsync" }))
        {
            return null;
        }

        var inputs = method.Parameters.TakeWhile(parameter => parameter is not { Name: "options", Type.Name: "WorkerOptions", IsOptional: true }).ToList();
        return inputs.Count == method.Parameters.Length ? null : inputs;
    }

    /// <summary>The arguments without a name whose parameter has the type of another input, with that parameter.</summary>
    internal static IReadOnlyList<(ArgumentSyntax Argument, IParameterSymbol Parameter)> Interchangeable(
        ArgumentListSyntax? list, IReadOnlyList<IParameterSymbol> inputs)
    {
        var found = new List<(ArgumentSyntax, IParameterSymbol)>();
        for (var i = 0; list is not null && i < list.Arguments.Count && i < inputs.Count; i++)
        {
            if (list.Arguments[i].NameColon is null && inputs.Any(other => !ReferenceEquals(other, inputs[i]) && IsSame(other.Type, inputs[i].Type)))
                found.Add((list.Arguments[i], inputs[i]));
        }

        return found;
    }

    /// <summary>The same for the call that a node is part of.</summary>
    public static IReadOnlyList<(ArgumentSyntax Argument, IParameterSymbol Parameter)> Interchangeable(
        SyntaxNode call, SemanticModel model, CancellationToken cancellationToken) =>
        KnownSymbols.In(model.Compilation) is { } types
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
            && InputsOf(method, types) is { } inputs
                ? Interchangeable(ListOf(call), inputs)
                : [];

    /// <summary>The inputs that a call must pass and does not; nothing where it goes wrong otherwise too.</summary>
    internal static IReadOnlyList<IParameterSymbol> Missing(ArgumentListSyntax? list, IReadOnlyList<IParameterSymbol> inputs)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; list is not null && i < list.Arguments.Count; i++)
        {
            if (list.Arguments[i].NameColon is { } name)
                passed.Add(name.Name.Identifier.ValueText);
            else if (i < inputs.Count)
                passed.Add(inputs[i].Name);
        }

        return [.. inputs.Where(input => !input.IsOptional && !passed.Contains(input.Name))];
    }

    /// <summary>The arguments of a call or creation.</summary>
    public static ArgumentListSyntax? ListOf(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation => invocation.ArgumentList,
        BaseObjectCreationExpressionSyntax creation => creation.ArgumentList,
        _ => null,
    };

    /// <summary>The call as messages write it: <c>Worker.RunAsync</c>, <c>new Worker</c>.</summary>
    internal static string Label(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Constructor ? $"new {method.ContainingType.Name}" : $"{method.ContainingType.Name}.{method.Name}";

    private static bool IsSame(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(Bare(one), Bare(other));

    private static ITypeSymbol Bare(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
