using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// The code that gives a class to the container as a service: by type arguments, by <c>typeof</c>, by a factory, by an instance or by a descriptor.
/// </summary>
internal static class HostedRegistration
{
    /// <summary>What a call registers: the node to remove, the class, and whether it is registered as a hosted service or as another one.</summary>
    public static IEnumerable<(ExpressionSyntax Node, ITypeSymbol? Type, bool IsHosted)> In(
        InvocationExpressionSyntax call,
        SemanticModel model,
        CancellationToken cancellationToken)
    {
        if (!IsCandidate(call) || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !IsOfContainer(method))
            yield break;

        if (method.Name == "AddHostedService" && method.TypeArguments is [.., var hosted])
        {
            yield return (call, hosted, true);
        }
        else if (method.Name is "Add" or "TryAdd" or "TryAddEnumerable" or "Insert" or "Replace")
        {
            foreach (var argument in call.ArgumentList.Arguments)
            {
                var items = Items(argument.Expression).ToList();
                foreach (var item in items)
                {
                    if (Service(item, model, cancellationToken) is (true, var described))
                        yield return (items.Count == 1 ? call : item, described, true);
                }
            }
        }
        else if (Service(call, model, cancellationToken) is var (isHosted, type))
        {
            yield return (call, type, isHosted);
        }
    }

    // By name first: binding each call of a solution would take too long.
    private static bool IsCandidate(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    }
        is var name && (name.Contains("Add") || name is "Insert" or "Replace");

    private static bool IsOfContainer(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space
        && (space.StartsWith("Microsoft.Extensions.DependencyInjection", StringComparison.Ordinal)
            || method.ContainingType.TypeArguments is [{ Name: "ServiceDescriptor" }]);

    // The descriptors of a list, or the only one.
    private static IEnumerable<ExpressionSyntax> Items(ExpressionSyntax argument) => argument switch
    {
        CollectionExpressionSyntax list => list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression),
        ImplicitArrayCreationExpressionSyntax { Initializer: var initializer } => initializer.Expressions,
        ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
        _ => [argument],
    };

    // The implementation in `AddSingleton<IHostedService, C>()`, `ServiceDescriptor.Singleton(typeof(IHostedService), typeof(C))`,
    // `new ServiceDescriptor(…)`,
    // `AddSingleton<IHostedService>(p => …)`; and whether the service is the host's contract.
    private static (bool IsHosted, ITypeSymbol Type)? Service(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        var (arguments, method) = (expression, model.GetSymbolInfo(expression, cancellationToken).Symbol as IMethodSymbol) switch
        {
            (InvocationExpressionSyntax call, { } called) => (call.ArgumentList.Arguments, called),
            (BaseObjectCreationExpressionSyntax { ArgumentList: { } list }, { ContainingType.Name: "ServiceDescriptor" } constructor) =>
                (list.Arguments, constructor),
            _ => default,
        };
        if (method is null)
            return null;

        var types = method.TypeArguments.Concat(arguments.SelectMany(argument => TypesOf(argument.Expression, model, cancellationToken))).ToList();
        if (types.Count == 0)
            return null;

        var isHosted = HostedContract.IsContract(types[0]);
        return types.Skip(isHosted ? 1 : 0).LastOrDefault(type => !HostedContract.IsContract(type)) is { } implementation
            ? (isHosted, implementation)
            : null;
    }

    // The type that an argument of a registration stands for: in typeof, made by a factory, or of an instance.
    private static IEnumerable<ITypeSymbol> TypesOf(ExpressionSyntax argument, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (argument)
        {
            case TypeOfExpressionSyntax { Type: var named } when model.GetTypeInfo(named, cancellationToken).Type is { } type:
                return [type];
            case AnonymousFunctionExpressionSyntax { ExpressionBody: { } value }:
                return TypesOf(value, model, cancellationToken);
            case AnonymousFunctionExpressionSyntax { Block: { } block }:
                return block.DescendantNodes().OfType<ReturnStatementSyntax>().Select(statement => statement.Expression).OfType<ExpressionSyntax>()
                    .SelectMany(value => TypesOf(value, model, cancellationToken)).Take(1);
            case CastExpressionSyntax { Expression: var cast }:
                return TypesOf(cast, model, cancellationToken);
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                return TypesOf(inner, model, cancellationToken);
            case var value when model.GetTypeInfo(value, cancellationToken).Type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } type:
                return [type];
            case var value when model.GetSymbolInfo(value, cancellationToken).Symbol is IMethodSymbol { ReturnType: var type }:
                return [type];
            default:
                return [];
        }
    }
}
