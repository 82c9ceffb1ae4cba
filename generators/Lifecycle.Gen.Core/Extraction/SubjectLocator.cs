using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.Core.Extraction;

/// <summary>Where the subjects of findings are in one compilation, looked up when asked and never kept.</summary>
public sealed class SubjectLocator(Compilation compilation, CancellationToken token)
{
    private GeneratedTrees? _trees;

    private GeneratedTrees Trees => _trees ??= GeneratedTrees.In(compilation);

    /// <summary>The type that a subject belongs to; <see langword="null"/> when this compilation does not declare it.</summary>
    public INamedTypeSymbol? TypeOf(SubjectKey subject) => subject.Assembly is null ? compilation.Assembly.GetTypeByMetadataName(subject.Container) : null;

    /// <summary>Where a subject is; <see langword="null"/> when it is not in source.</summary>
    public Location? Locate(SubjectKey subject)
    {
        if (TypeOf(subject) is not { } type)
            return null;

        if (subject.Value is { } value)
            return ProvidedReader.Find(type, value) is { } member ? LocationOfValue(member, subject) : LocationOf(type);

        return subject.Kind switch
        {
            SubjectKind.Attribute => LocationOfAttribute(type, subject.Index) ?? LocationOf(type),
            SubjectKind.Parameter => LocationOfParameter(type, subject.Index) ?? LocationOf(type),
            SubjectKind.Member => subject.Index < type.GetMembers().Length ? LocationOf(type.GetMembers()[subject.Index]) : LocationOf(type),
            _ => LocationOf(type),
        };
    }

    /// <summary>Where a subject is, as messages write it: <c>Api.cs:12</c>, or the name of the referenced assembly.</summary>
    public string? TextOf(SubjectKey subject)
    {
        if (subject.Assembly is { } assembly)
            return assembly;
        if (Locate(subject) is not { } location)
            return null;

        var line = location.GetMappedLineSpan();
        return $"{Path.GetFileName(line.Path)}:{(line.StartLinePosition.Line + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private Location? LocationOfAttribute(INamedTypeSymbol type, int index) =>
        index < type.GetAttributes().Length && type.GetAttributes()[index].ApplicationSyntaxReference is { } reference
            ? reference.GetSyntax(token).GetLocation()
            : null;

    private Location? LocationOfValue(ISymbol member, SubjectKey subject) =>
        subject.Kind == SubjectKind.Parameter && member is IMethodSymbol method && subject.Index < method.Parameters.Length
            ? LocationOf(method.Parameters[subject.Index])
            : LocationOf(member);

    /// <summary>The parameters of hooks are behind those of the constructor.</summary>
    private Location? LocationOfParameter(INamedTypeSymbol type, int index)
    {
        var parameters = ConstructorReader.Choose(type, out _)?.Parameters ?? [];
        if (index < parameters.Length)
            return LocationOf(parameters[index]);

        HookReader.Read(type, [], out _, out var taken);
        return taken.Skip(index - parameters.Length).FirstOrDefault()?.Parameter is { } parameter ? LocationOf(parameter) : null;
    }

    /// <summary>The part of a type that carries its attribute, else the first; generated parts are never meant.</summary>
    private Location? LocationOf(ISymbol symbol)
    {
        if (symbol is not INamedTypeSymbol type)
            return symbol.Locations.FirstOrDefault(location => location.IsInSource);

        var marked = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(token))
            .OfType<TypeDeclarationSyntax>()
            .OrderBy(part => Trees.Contains(part.SyntaxTree))
            .ThenBy(part => part.AttributeLists.Count == 0 ? 1 : 0)
            .FirstOrDefault();
        return marked?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault(location => location.IsInSource);
    }
}
