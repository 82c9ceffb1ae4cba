using System.Globalization;
using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lifecycle.Core.Extraction;

/// <summary>The constructor of a unit → its dependencies.</summary>
public static class ConstructorReader
{
    /// <summary>The ids of the rules that it reports.</summary>
    internal static readonly IReadOnlyList<string> Rules = [RuleIds.Constructor, RuleIds.ConstructorParameter];

    /// <summary>
    /// The constructor that workers call: the only one, or the only public one beside internal ones, which are for tests; <see langword="null"/> if there
    /// is none, or a choice. A constructor that could take the same arguments leaves a choice: overload resolution might prefer it.
    /// </summary>
    public static IMethodSymbol? Choose(INamedTypeSymbol type, out int candidates)
    {
        IMethodSymbol? only = null;
        candidates = 0;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (!IsCandidate(constructor))
                continue;

            only = constructor;
            candidates++;
        }

        if (candidates <= 1)
            return only;

        var all = type.InstanceConstructors.Where(IsCandidate).ToList();
        return all.FindAll(constructor => constructor.DeclaredAccessibility == Accessibility.Public) is [var chosen]
            && all.TrueForAll(other => SymbolEqualityComparer.Default.Equals(other, chosen) || !CanTake(other, chosen.Parameters.Length))
            ? chosen
            : null;
    }

    private static bool CanTake(IMethodSymbol constructor, int arguments)
    {
        var required = constructor.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams);
        var most = constructor.Parameters.Any(parameter => parameter.IsParams) ? int.MaxValue : constructor.Parameters.Length;
        return required <= arguments && arguments <= most;
    }

    /// <summary>Reads the dependencies; adds to the findings.</summary>
    internal static EquatableArray<DependencyModel> Read(INamedTypeSymbol type, string key, List<Finding> findings)
    {
        var constructor = Choose(type, out var candidates);
        if (constructor is null)
        {
            var (fault, remedy) = candidates == 0
                ? ("has no constructor that a worker could call: all are private or protected", "Make one internal or public")
                : ($"has several constructors that a worker could call: {Signatures(type)}", "Make all but one private");
            findings.Add(new Finding(RuleIds.Constructor, SubjectKey.OfType(key), type.Name, fault, remedy));
            return [];
        }

        if (RequiredMembers(type, constructor) is { Count: > 0 } required)
        {
            findings.Add(new Finding(
                RuleIds.Constructor,
                SubjectKey.OfType(key),
                type.Name,
                $"has required members that no worker sets: {string.Join(", ", required)}",
                "Take them as parameters of the constructor, or mark it with [SetsRequiredMembers]"));
        }

        if (UnsafeMembers.NeedUnsafeCaller(constructor))
        {
            findings.Add(new Finding(
                RuleIds.Constructor,
                SubjectKey.OfType(key),
                type.Name,
                "has an unsafe constructor, which only unsafe code may call",
                "Write 'unsafe { … }' inside of it instead"));
        }

        if (constructor.Parameters.IsEmpty)
            return [];

        var dependencies = new DependencyModel[constructor.Parameters.Length];
        for (var i = 0; i < dependencies.Length; i++)
            dependencies[i] = ReadParameter(constructor.Parameters[i], type, key, findings);
        return dependencies.ToEquatableArray();
    }

    private static List<string> RequiredMembers(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var required = new List<string>();
        if (constructor.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute"))
            return required;

        for (var part = type; part is not null and { SpecialType: not SpecialType.System_Object }; part = part.BaseType)
        {
            foreach (var member in part.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                    required.Add(member.Name);
            }
        }

        return required;
    }

    private static bool IsCandidate(IMethodSymbol constructor) =>
        constructor.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        && !IsCopy(constructor);

    private static string Signatures(INamedTypeSymbol type) => string.Join(" and ", type.InstanceConstructors.Where(IsCandidate).Select(constructor =>
        $"{type.Name}({string.Join(", ", constructor.Parameters.Select(Signature))})"));

    private static string Signature(IParameterSymbol parameter) =>
        $"{parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}";

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor is { ContainingType.IsRecord: true, Parameters: [var only] }
        && SymbolEqualityComparer.Default.Equals(only.Type, constructor.ContainingType);

    /// <summary>What one parameter of a constructor or predicate requires; adds to the findings.</summary>
    internal static DependencyModel ReadParameter(IParameterSymbol parameter, INamedTypeSymbol unit, string key, List<Finding> findings)
    {
        var type = UnresolvedTypes.WithoutNullable(parameter.Type, out var isNullable);
        var hindrance = parameter.RefKind != RefKind.None ? "passed by reference"
            : type is IPointerTypeSymbol or IFunctionPointerTypeSymbol ? "a pointer"
            : type.IsRefLikeType ? "a ref struct"
            : AliasedAssembly(type, unit) is { } assembly ? $"a type of {assembly}, which only an extern alias reaches, and generated code has none"
            : null;
        if (hindrance is not null)
        {
            findings.Add(new Finding(
                RuleIds.ConstructorParameter,
                SubjectKey.OfParameter(key, parameter.Ordinal),
                unit.Name,
                $"{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {parameter.Name}",
                hindrance));
        }

        var (kind, wanted) = hindrance is null ? Classify(type, unit) : (DependencyKind.Unknown, null);
        var late = LateAccessReader.Read(parameter, kind, unit.Name, key, findings, out var content);
        wanted ??= content;
        var name = TypeNames.Of(type);
        return new DependencyModel(
            parameter.Name,
            name,
            isNullable || type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated },
            DefaultOf(parameter, type),
            wanted is null ? name.Key : TypeNames.KeyOf(wanted),
            kind,
            DeclarationReader.IsPublic(type))
        {
            Warnings = WarningsOf(type),
            Accepted = IsOfUnits(kind) ? Variance.Sources(wanted ?? type) : [],
            IsCollection = kind is DependencyKind.Open or DependencyKind.OpenList && IsCollection(type),
            IsOwned = parameter.GetAttributes().Any(attribute => RuntimeTypes.LifecycleName(attribute) == "OwnedByWorkerAttribute"),
            Instance = AttributeReader.InstanceOf(parameter),
            Element = kind is DependencyKind.Extensions or DependencyKind.ExtensionArray ? TypeNames.Of(wanted!).Name : null,
            Late = late,
        };
    }

    private static EquatableArray<string> WarningsOf(ITypeSymbol type)
    {
        SortedSet<string>? ids = null;
        NamingWarnings.Add(NamingWarnings.OfContract(type), ref ids);
        return NamingWarnings.Sorted(ids);
    }

    /// <summary>The first assembly in a type's name whose types are not under <c>global::</c>.</summary>
    private static string? AliasedAssembly(ITypeSymbol type, INamedTypeSymbol unit) => type switch
    {
        IArrayTypeSymbol array => AliasedAssembly(array.ElementType, unit),
        INamedTypeSymbol { ContainingAssembly: { } assembly } named =>
            IsAliased(assembly, unit)
                ? assembly.Name
                : named.TypeArguments.Select(argument => AliasedAssembly(argument, unit)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static bool IsAliased(IAssemblySymbol assembly, INamedTypeSymbol unit) =>
        unit.ContainingAssembly is ISourceAssemblySymbol { Compilation: { } compilation }
        && compilation.GetMetadataReference(assembly) is { Properties.Aliases: { IsEmpty: false } aliases }
        && !aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <summary>Whether units can be what a parameter takes: a class or an interface, or a list of such.</summary>
    internal static bool CanBeUnit(ITypeSymbol type) =>
        (ElementOf(type) ?? UnresolvedTypes.WithoutNullable(type, out _)) is INamedTypeSymbol
        {
            TypeKind: TypeKind.Class or TypeKind.Interface or TypeKind.Error,
            SpecialType: not (SpecialType.System_Object or SpecialType.System_String),
        };

    /// <summary>Whether a class or interface is what one unit can be: no list, nothing simple, and nothing that workers know themselves.</summary>
    internal static bool CanBeOneUnit(ITypeSymbol type) =>
        type is INamedTypeSymbol named && ElementOf(type) is null && CanBeUnit(type) && Classify(type, named) is (DependencyKind.Open, null);

    /// <summary>The kind, and the type that a unit would have to provide where it is not the parameter's own.</summary>
    private static (DependencyKind Kind, ITypeSymbol? Wanted) Classify(ITypeSymbol type, INamedTypeSymbol unit)
    {
        if (!UnresolvedTypes.HasName(type))
            return (DependencyKind.Unknown, null);
        if (IsSimple(type))
            return (DependencyKind.SimpleInput, null);

        if (ElementOf(type) is { } element && !IsSimple(element) && element.IsReferenceType)
        {
            if (RuntimeTypes.IsExtensionPoint(element))
                return (type.TypeKind == TypeKind.Interface ? DependencyKind.Extensions : DependencyKind.ExtensionArray, element);

            var mayBeContract = element.TypeKind is TypeKind.Interface or TypeKind.Error || element.IsAbstract;
            return (mayBeContract ? DependencyKind.List : DependencyKind.OpenList, element);
        }

        return (type.Name, (type as INamedTypeSymbol)?.TypeArguments.Length) switch
        {
            ("ILogger", 1) when RuntimeTypes.IsIn(type, "Microsoft", "Extensions", "Logging") =>
                (DependencyKind.Logger, ((INamedTypeSymbol)type).TypeArguments[0]),
            ("ILogger", 0) when RuntimeTypes.IsIn(type, "Microsoft", "Extensions", "Logging") => (DependencyKind.Logger, unit),
            ("ILoggerFactory", 0) when RuntimeTypes.IsIn(type, "Microsoft", "Extensions", "Logging") => (DependencyKind.LoggerFactory, null),
            ("TimeProvider", 0) when RuntimeTypes.IsIn(type, "System") => (DependencyKind.TimeProvider, null),
            ("IWorkerContext", 0) when RuntimeTypes.IsIn(type, "Lifecycle") => (DependencyKind.WorkerContext, null),
            ("WorkerOptions", 0) when RuntimeTypes.IsIn(type, "Lifecycle") => (DependencyKind.WorkerOptions, null),
            _ => (DependencyKind.Open, null),
        };
    }

    private static bool IsOfUnits(DependencyKind kind) =>
        kind is DependencyKind.Open or DependencyKind.List or DependencyKind.OpenList or DependencyKind.Extensions or DependencyKind.ExtensionArray;

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol
        {
            OriginalDefinition.SpecialType:
            SpecialType.System_Collections_Generic_IEnumerable_T or
            SpecialType.System_Collections_Generic_IReadOnlyCollection_T or
            SpecialType.System_Collections_Generic_IReadOnlyList_T
        } list => list.TypeArguments[0],
        INamedTypeSymbol { Name: "ImmutableArray", TypeArguments: [var element] } list when RuntimeTypes.IsIn(list, "System", "Collections", "Immutable") =>
            element,
        _ => null,
    };

    /// <summary>
    /// An array, a collection of the platform or a memory: a program has many of one type, as it has many strings, so that the type says nothing about
    /// which is meant.
    /// </summary>
    private static bool IsCollection(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
            return true;

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        if (type.Name is "Memory" or "ReadOnlyMemory" or "ArraySegment")
            return RuntimeTypes.IsIn(type, "System");

        var space = type.ContainingNamespace;
        return (RuntimeTypes.IsIn(type, "System", "Collections") || (space is not null && RuntimeTypes.IsIn(type, "System", "Collections", space.Name)))
            && type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_Collections_IEnumerable);
    }

    private static bool IsSimple(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type.TypeKind == TypeKind.Enum
            || type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr) or SpecialType.System_DateTime
            || (type.Name is "Uri" or "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "Guid" or "Version" or "Half" or "Int128" or "UInt128"
                && RuntimeTypes.IsIn(type, "System"))
            || (type.Name is "CultureInfo" && RuntimeTypes.IsIn(type, "System", "Globalization"));
    }

    private static string? DefaultOf(IParameterSymbol parameter, ITypeSymbol type)
    {
        if (!parameter.HasExplicitDefaultValue)
            return null;

        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        return parameter.ExplicitDefaultValue switch
        {
            null => type.IsValueType ? "default" : "null",
            var value when inner.TypeKind == TypeKind.Enum => $"({TypeNames.Of(inner).Name})({Literal(value)})",
            var value => Literal(value),
        };
    }

    private static string Literal(object value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
    };
}
