using Lifecycle.Core.Collections;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>
/// Conversions between constructions of one interface, as <c>in</c> and <c>out</c> of its parameters allow them: an <c>IHandler&lt;Event&gt;</c> is an
/// <c>IHandler&lt;Ordered&gt;</c>. What a unit is and what a parameter takes are read apart, in different assemblies perhaps, so each side lists what can
/// be listed there: a unit the types that it converts to where arguments become more general, a parameter the types that convert to its own where
/// they do. A unit fits where the lists meet.
/// </summary>
internal static class Variance
{
    /// <summary>A type has seldom more than a few bases; a list beyond this length would cost more than it is worth.</summary>
    private const int Most = 256;

    /// <summary>The keys of the types that the contracts of a class convert to, without the contracts themselves; ordinal order.</summary>
    public static EquatableArray<string> Targets(IEnumerable<INamedTypeSymbol> contracts)
    {
        SortedSet<string>? found = null;
        foreach (var contract in contracts)
        {
            // Parameters of these types are lists, and ask for the element.
            if (!IsVariant(contract) || contract.OriginalDefinition.SpecialType != SpecialType.None)
                continue;

            foreach (var target in Arguments(contract, widens: true).Take(Most))
                (found ??= new(StringComparer.Ordinal)).Add(TypeNames.KeyOf(target));
        }

        foreach (var contract in found is null ? [] : contracts)
            found!.Remove(TypeNames.KeyOf(contract));
        return found?.ToEquatableArray() ?? [];
    }

    /// <summary>The keys of the types that convert to one, without itself; ordinal order.</summary>
    public static EquatableArray<string> Sources(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol contract || !IsVariant(contract))
            return [];

        var found = new SortedSet<string>(Arguments(contract, widens: false).Take(Most).Select(TypeNames.KeyOf), StringComparer.Ordinal);
        found.Remove(TypeNames.KeyOf(contract));
        return found.ToEquatableArray();
    }

    private static bool IsVariant(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsGenericType: true } named && named.TypeParameters.Any(parameter => parameter.Variance != VarianceKind.None);

    /// <summary>The constructions of a type with every combination of what its arguments may become.</summary>
    /// <param name="type">The type.</param>
    /// <param name="widens">Whether arguments of <c>out</c> parameters become more general; those of <c>in</c> parameters do where this is not so.</param>
    private static IEnumerable<ITypeSymbol> Arguments(INamedTypeSymbol type, bool widens)
    {
        IEnumerable<ITypeSymbol[]> combinations = [[]];
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            var choices = type.TypeParameters[i].Variance switch
            {
                VarianceKind.Out => Forms(type.TypeArguments[i], widens),
                VarianceKind.In => Forms(type.TypeArguments[i], !widens),
                _ => [type.TypeArguments[i]],
            };
            var all = choices.ToList();
            combinations = combinations.SelectMany(before => all.Select(choice => (ITypeSymbol[])[.. before, choice]));
        }

        return combinations.Select(arguments => type.ConstructedFrom.Construct(arguments));
    }

    /// <summary>What a type may become as an argument; the conversions are those between references, so that a value type stays what it is.</summary>
    private static IEnumerable<ITypeSymbol> Forms(ITypeSymbol type, bool widens)
    {
        if (!type.IsReferenceType)
            return [type];

        var heads = widens ? Bases(type) : [type];
        return heads.SelectMany(head => IsVariant(head) ? Arguments((INamedTypeSymbol)head, widens) : [head]);
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
            yield return at;
        foreach (var contract in type.AllInterfaces)
            yield return contract;
    }
}
