using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Comparison;

/// <summary>What of a unit or worker stands in files of other generators: it is looked for only where a difference has been found.</summary>
/// <param name="trees">Which files these are.</param>
/// <param name="isNew">Whether only they say that a unit is of a type, or takes it.</param>
/// <param name="token">Ends the search.</param>
internal sealed class ForeignCode(GeneratedTrees trees, Func<string, string, bool> isNew, CancellationToken token)
{
    private const string OneInterface = "one of its interfaces";
    private const string BaseClass = "its base class";

    private readonly Dictionary<string, ForeignCause> _found = new(StringComparer.Ordinal);

    /// <summary>Whether also that counts which was read by its name, for want of anything else.</summary>
    private bool _withNamed;

    /// <summary>What was found, by how messages name it.</summary>
    public IEnumerable<ForeignCause> Found => _found.OrderBy(cause => cause.Key, StringComparer.Ordinal).Select(cause => cause.Value);

    /// <summary>Looks through the declaration of a unit, extension or worker that differs.</summary>
    public void Visit(INamedTypeSymbol type)
    {
        token.ThrowIfCancellationRequested();
        var key = TypeNames.MetadataName(type);
        if (trees.IsOfAnother(type))
        {
            CauseOf(type);
            return;
        }

        if (!VisitParts(type, key, withNamed: false) && !VisitParts(type, key, withNamed: true))
            AddUnknown(key, type.Name);
    }

    private bool VisitParts(INamedTypeSymbol type, string key, bool withNamed)
    {
        _withNamed = withNamed;
        var before = _found.Values.Sum(cause => cause.Uses.Count);
        VisitAttributes(type, key);
        VisitBases(type, key);
        VisitConstructors(type, key);
        if (ConditionReader.PredicateOf(type) is { } predicate)
            VisitMember(predicate, type, SubjectKey.OfType(key), "predicate");
        return _found.Values.Sum(cause => cause.Uses.Count) > before;
    }

    /// <summary>A difference whose origin is in none of the places that are looked through.</summary>
    public void AddUnknown(string key, string? name = null)
    {
        var cause = Add($"Something that {name ?? key} is made of", "", "Write it in a file of this project, or in a project that this one references");
        if (name is not null)
            cause.Uses.Add(new ForeignUse(SubjectKey.OfType(key), name, "its declaration"));
    }

    private void VisitAttributes(INamedTypeSymbol type, string key)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (attributes[i].AttributeClass is not { } attribute || RuntimeTypes.LifecycleName(attributes[i]) is not { } name)
                continue;

            var arguments = attribute.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", attribute.TypeArguments.Select(argument => argument.Name))}>";
            var label = $"[{name.Substring(0, name.Length - "Attribute".Length)}{arguments}]";
            if (attributes[i].ApplicationSyntaxReference is { } place && trees.IsOfAnother(place.SyntaxTree))
                Add($"{label} on {type.Name}", place.SyntaxTree, $"Write it on your own part of {type.Name}", Use(type, SubjectKey.OfType(key), label));
            foreach (var argument in attribute.TypeArguments)
                VisitType(argument, key, Use(type, SubjectKey.OfAttribute(key, i), label));
        }
    }

    private void VisitBases(INamedTypeSymbol type, string key)
    {
        var self = SubjectKey.OfType(key);
        for (var part = type; part is not null && SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, type.ContainingAssembly); part = part.BaseType)
        {
            if (trees.IsOfAnother(part))
            {
                VisitType(part, key, Use(type, self, BaseClass));
                break;
            }

            VisitBaseLists(type, part, key);
            foreach (var method in part.GetMembers().OfType<IMethodSymbol>())
                VisitHook(method, type, self);
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (_withNamed || isNew(key, TypeNames.KeyOf(contract)))
                VisitType(contract, key, Use(type, self, OneInterface));
        }
    }

    /// <summary>What stands behind the colon on a part of another generator.</summary>
    private void VisitBaseLists(INamedTypeSymbol type, INamedTypeSymbol part, string key)
    {
        foreach (var declaration in part.DeclaringSyntaxReferences.Where(reference => trees.IsOfAnother(reference.SyntaxTree)))
        {
            if (declaration.GetSyntax(token) is not TypeDeclarationSyntax { BaseList.Types: var bases })
                continue;

            foreach (var written in bases.Select(item => item.Type.ToString()))
            {
                var name = written.Substring(written.LastIndexOfAny(['.', ':']) + 1);
                var isBase = part.BaseType?.Name == name;
                if (isBase || part.Interfaces.Any(contract => contract.Name == name.Split('<')[0] && isNew(key, TypeNames.KeyOf(contract))))
                {
                    Add(
                        $"': {name}' on {part.Name}",
                        declaration.SyntaxTree,
                        $"Write ': {name}' on your own part of {part.Name}",
                        Use(type, SubjectKey.OfType(key), isBase ? BaseClass : OneInterface));
                }
            }
        }
    }

    private void VisitHook(IMethodSymbol method, INamedTypeSymbol type, SubjectKey self)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } phase || (AttributeReader.PhaseOf(attribute) is null && !PhaseReader.IsCustom(phase)))
                continue;

            VisitMember(method, type, self, "hook");
            VisitType(phase, key: null, Use(type, self, $"the phase of {method.Name}"));
        }
    }

    private void VisitMember(IMethodSymbol method, INamedTypeSymbol type, SubjectKey self, string kind)
    {
        if (trees.IsOfAnother(method))
        {
            Add(
                $"The {kind} {method.ContainingType.Name}.{method.Name}",
                method.DeclaringSyntaxReferences[0].SyntaxTree,
                $"Write it in your own part of {method.ContainingType.Name}",
                Use(type, self, $"its {kind}"));
        }

        foreach (var parameter in method.Parameters)
            VisitType(parameter.Type, kind == "predicate" ? self.Type : null, Use(type, self, $"{parameter.Type.Name} {parameter.Name} of {method.Name}"));
    }

    private void VisitConstructors(INamedTypeSymbol type, string key)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (trees.IsOfAnother(constructor) && !constructor.IsImplicitlyDeclared)
            {
                Add(
                    $"A constructor of {type.Name}",
                    constructor.DeclaringSyntaxReferences[0].SyntaxTree,
                    $"Write it in your own part of {type.Name}",
                    Use(type, SubjectKey.OfType(key), Parameters(constructor)));
            }
        }

        if (ConstructorReader.Choose(type, out _) is not { } chosen || trees.IsOfAnother(chosen))
            return;

        foreach (var parameter in chosen.Parameters)
            VisitType(parameter.Type, key, Use(type, SubjectKey.OfParameter(key, parameter.Ordinal), $"{parameter.Type.Name} {parameter.Name}"));
    }

    /// <summary>A type that something is made of.</summary>
    /// <param name="type">The type.</param>
    /// <param name="key">The unit that names it; <see langword="null"/> where its name would never be enough.</param>
    /// <param name="use">Where it stands.</param>
    private void VisitType(ITypeSymbol type, string? key, ForeignUse use)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                VisitType(array.ElementType, key, use);
                break;
            case INamedTypeSymbol named:
                if (trees.IsOfAnother(named))
                    AddType(named, key, use);
                foreach (var argument in named.TypeArguments)
                    VisitType(argument, key, use);
                break;
        }
    }

    private void AddType(INamedTypeSymbol type, string? key, ForeignUse use)
    {
        var name = TypeNames.KeyOf(type);
        var isNamed = key is not null && !isNew(key, name);
        if (isNamed && !_withNamed)
            return;

        var cause = CauseOf(type);
        cause.Uses.Add(use);
        // Hooks of a base class and the units that a mark makes are not in a name.
        if (key is not null && !isNamed && use.Label != BaseClass && RuntimeTypes.MarkOf(type) is null)
            cause.FullName = name;
    }

    private static string Parameters(IMethodSymbol method) => method.Parameters.IsEmpty
        ? "no parameters"
        : string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Type.Name} {parameter.Name}"));

    private static ForeignUse Use(INamedTypeSymbol type, SubjectKey subject, string label) => new(subject, type.Name, label);

    private ForeignCause CauseOf(INamedTypeSymbol type)
    {
        var kind = RuntimeTypes.MarkOf(type) switch
        {
            ClassMark.Unit => "unit",
            ClassMark.Worker => "worker",
            ClassMark.Extension => "extension",
            _ => type.TypeKind switch
            {
                TypeKind.Interface => "interface",
                TypeKind.Enum => "enum",
                TypeKind.Struct => "struct",
                TypeKind.Delegate => "delegate",
                _ => "class",
            },
        };
        return Add($"The {kind} {type.Name}", trees.NameOf(type.DeclaringSyntaxReferences[0].SyntaxTree),
            "Declare it in a file of this project, or in a project that this one references");
    }

    private void Add(string what, SyntaxTree file, string remedy, ForeignUse use) => Add(what, trees.NameOf(file), remedy).Uses.Add(use);

    private ForeignCause Add(string what, string file, string remedy)
    {
        if (!_found.TryGetValue(what, out var cause))
            _found.Add(what, cause = new ForeignCause(what, file, remedy));
        return cause;
    }
}
