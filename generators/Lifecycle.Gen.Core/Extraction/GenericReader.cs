using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>A generic class that is a unit: by which types its closed types can be asked for, and how its own file names its parameters.</summary>
internal static class GenericReader
{
    /// <summary>The model; <see langword="null"/> for a class that is not generic.</summary>
    public static OpenUnitModel? Read(INamedTypeSymbol type) =>
        type.Arity == 0
            ? null
            : new OpenUnitModel(
                type.Arity,
                TypeWalk.BasesOf(type).Concat(type.AllInterfaces).Where(contract => Determines(contract, type)).Select(TypeNames.KeyOf)
                    .Prepend(TypeNames.KeyOf(type))
                    .ToEquatableArray());

    /// <summary>A unit's own file is a part of the class, where its parameters have their names.</summary>
    public static UnitBody WithNames(UnitBody body, INamedTypeSymbol type)
    {
        if (type.Arity == 0)
            return body;

        var names = type.TypeParameters.Select(parameter => TypeNames.Escape(parameter.Name)).ToEquatableArray();
        return body with
        {
            TypeParameters = names,
            Hooks = body.Hooks
                .Select(hook => hook.Takes.Count == 0 ? hook : hook with
                {
                    Takes = hook.Takes.Select(take => take with { Type = GenericText.Close(take.Type, names) }).ToEquatableArray(),
                })
                .ToEquatableArray(),
            Needs = body.Needs.Select(need => GenericText.Close(need, names)).ToEquatableArray(),
            NamedNeeds = body.NamedNeeds.Select(need => need with { Type = GenericText.Close(need.Type, names) }).ToEquatableArray(),
            Disposals = body.Disposals
                .Select(disposal => disposal.Base is { } parent ? disposal with { Base = GenericText.Close(parent, names) } : disposal)
                .ToEquatableArray(),
            Condition = body.Condition is { } condition
                ? condition with
                {
                    Parameters = condition.Parameters
                        .Select(parameter => parameter with
                        {
                            Type = new TypeRef(GenericText.Close(parameter.Type.Name, names), GenericText.Close(parameter.Type.Key, names)),
                        })
                        .ToEquatableArray(),
                }
                : null,
        };
    }

    /// <summary>
    /// Whether a closed contract says which closed class is meant: all parameters of the class are arguments of it, and it allows no argument that the
    /// class does not.
    /// </summary>
    private static bool Determines(INamedTypeSymbol contract, INamedTypeSymbol type) => type.TypeParameters.All(parameter =>
    {
        for (var i = 0; i < contract.TypeArguments.Length; i++)
        {
            if (SymbolEqualityComparer.Default.Equals(contract.TypeArguments[i], parameter))
                return IsAsStrict(contract, contract.TypeParameters[i], parameter);
        }

        return false;
    });

    private static bool IsAsStrict(INamedTypeSymbol contract, ITypeParameterSymbol ofContract, ITypeParameterSymbol ofClass) =>
        (ofContract.HasReferenceTypeConstraint || !ofClass.HasReferenceTypeConstraint)
        && (ofContract.HasValueTypeConstraint || !ofClass.HasValueTypeConstraint)
        && (ofContract.HasUnmanagedTypeConstraint || !ofClass.HasUnmanagedTypeConstraint)
        && (ofContract.HasConstructorConstraint || ofContract.HasValueTypeConstraint || !ofClass.HasConstructorConstraint)
        && (ofContract.HasNotNullConstraint || ofContract.HasReferenceTypeConstraint || ofContract.HasValueTypeConstraint || !ofClass.HasNotNullConstraint)
        && ofClass.ConstraintTypes.All(wanted => ofContract.ConstraintTypes.Any(given => IsSame(given, wanted, contract)));

    /// <summary>A constraint of the contract, with the arguments that the class gives it.</summary>
    private static bool IsSame(ITypeSymbol given, ITypeSymbol wanted, INamedTypeSymbol contract)
    {
        var arguments = contract.TypeArguments.Select(TypeNames.KeyOf).ToList();
        return GenericText.Close(TypeNames.KeyOf(given), arguments) == TypeNames.KeyOf(wanted);
    }
}
