using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary><c>[Unit(EnabledBy = …)]</c> → the predicate that it names.</summary>
internal static class ConditionReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.AttributeArgument];

    /// <summary>Reads the condition of a unit; adds to the findings.</summary>
    public static ConditionModel? Read(INamedTypeSymbol type, string key, List<Finding> findings)
    {
        if (NameIn(type, out var index) is not { } name)
            return null;

        var subject = SubjectKey.OfAttribute(key, index);
        var methods = MethodsOf(type, name);
        if (methods is not [var method])
        {
            findings.Add(methods.Count == 0
                ? Finding(type, name, subject, $"{type.Name} has no method of this name", $"Write 'private static bool {name}() => …;' in {type.Name}")
                : Finding(type, name, subject, $"{type.Name} has {methods.Count} methods of this name", "Give the predicate a name of its own"));
            return null;
        }

        if (FaultOf(method) is { } fault)
        {
            findings.Add(Finding(type, name, subject, fault, $"Write 'private static bool {name}(…)' with inputs of the worker as parameters"));
            return null;
        }

        var none = new List<Finding>();
        var parameters = method.Parameters.Select(parameter => ConstructorReader.ReadParameter(parameter, type, key, none));
        return new ConditionModel(name, parameters.ToEquatableArray(), subject);
    }

    /// <summary>What is wrong with a condition, at its attribute.</summary>
    public static Finding Finding(string unit, string predicate, SubjectKey subject, string fault, string remedy) =>
        new(RuleIds.AttributeArgument, subject, unit, $"EnabledBy names {predicate}: {fault}", remedy);

    private static Finding Finding(INamedTypeSymbol type, string predicate, SubjectKey subject, string fault, string remedy) =>
        Finding(type.Name, predicate, subject, fault, remedy);

    /// <summary>The method that a condition names; <see langword="null"/> where there is no condition, or a choice.</summary>
    public static IMethodSymbol? PredicateOf(INamedTypeSymbol type) =>
        NameIn(type, out _) is { } name && MethodsOf(type, name) is [var method] ? method : null;

    private static string? NameIn(INamedTypeSymbol type, out int index)
    {
        var attributes = type.GetAttributes();
        for (index = 0; index < attributes.Length; index++)
        {
            if (attributes[index].NamedArguments.IsEmpty || RuntimeTypes.LifecycleName(attributes[index]) != "UnitAttribute")
                continue;

            foreach (var argument in attributes[index].NamedArguments)
            {
                if (argument is { Key: "EnabledBy", Value.Value: string name })
                    return name;
            }
        }

        return null;
    }

    /// <summary>The methods of a name that the class itself may call, its own before those of its base classes.</summary>
    private static List<IMethodSymbol> MethodsOf(INamedTypeSymbol type, string name)
    {
        for (var part = type; part is not null; part = part.BaseType)
        {
            var methods = part.GetMembers(name).OfType<IMethodSymbol>()
                .Where(method => SymbolEqualityComparer.Default.Equals(part, type) || method.DeclaredAccessibility != Accessibility.Private)
                .ToList();
            if (methods.Count > 0)
                return methods;
        }

        return [];
    }

    private static string? FaultOf(IMethodSymbol method)
    {
        if (!method.IsStatic)
            return "it is not static, and there is no unit yet when it is asked";
        if (method.IsGenericMethod)
            return "it is generic";
        if (method.ReturnType.SpecialType != SpecialType.System_Boolean || method.ReturnsByRef || method.ReturnsByRefReadonly)
            return method.ReturnType.TypeKind == TypeKind.Error ? null : $"it returns {Brief(method.ReturnType)} instead of bool";

        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None || parameter.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || parameter.Type.IsRefLikeType)
                return $"no worker can pass '{Brief(parameter.Type)} {parameter.Name}'";
            if (!DeclarationReader.IsInternal(parameter.Type))
                return $"a worker may not name the type of '{Brief(parameter.Type)} {parameter.Name}'";
            if (parameter.Type is { Name: "IWorkerContext" } context && RuntimeTypes.IsIn(context, "Lifecycle"))
                return $"it takes '{Brief(parameter.Type)} {parameter.Name}', which only units have";
        }

        return null;
    }

    private static string Brief(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
