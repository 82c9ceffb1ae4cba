using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>The names of the runtime library's types, and tests for them that neither bind nor print anything.</summary>
public static class RuntimeTypes
{
    /// <summary>The assembly that declares them.</summary>
    public const string RuntimeAssembly = "Lifecycle.Gen";

    /// <summary>The name in metadata of <c>[Unit]</c>.</summary>
    public const string UnitAttribute = "Lifecycle.UnitAttribute";

    /// <summary>The name in metadata of <c>[Worker]</c>.</summary>
    public const string WorkerAttribute = "Lifecycle.WorkerAttribute";

    /// <summary>The name in metadata of <c>[Extension]</c>.</summary>
    public const string ExtensionAttribute = "Lifecycle.ExtensionAttribute";

    /// <summary>The simple name of an attribute's class when it stands in the namespace <c>Lifecycle</c>; else <see langword="null"/>.</summary>
    public static string? LifecycleName(AttributeData attribute) =>
        attribute.AttributeClass is { } type && IsIn(type, "Lifecycle") ? type.Name : null;

    /// <summary>Whether a compilation references the package for workers in a host.</summary>
    public static bool HasHosting(Compilation compilation) => compilation.GetTypeByMetadataName("Lifecycle.Hosting.IHostedWorker`1") is not null;

    /// <summary>Whether an attribute of an assembly is its manifest.</summary>
    public static bool IsManifest(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "LifecycleManifestAttribute" } type && IsIn(type, "Lifecycle", "Runtime");

    /// <summary>Whether a class has <c>[Unit]</c>.</summary>
    public static bool IsUnit(INamedTypeSymbol type) => Has(type, "UnitAttribute");

    /// <summary>Whether a class has <c>[Worker]</c>.</summary>
    public static bool IsWorker(INamedTypeSymbol type) => Has(type, "WorkerAttribute");

    /// <summary>Whether the generator has written a class, or a part of it, as a worker.</summary>
    public static bool IsGeneratedWorker(INamedTypeSymbol type) => type.BaseType is { Name: "LifecycleWorker" } parent && IsIn(parent, "Lifecycle");

    /// <summary>Whether a class has <c>[Extension]</c>.</summary>
    public static bool IsExtension(INamedTypeSymbol type) => Has(type, "ExtensionAttribute");

    /// <summary>Whether a type has <c>[ExtensionPoint]</c>.</summary>
    public static bool IsExtensionPoint(ITypeSymbol type) => type is INamedTypeSymbol named && Has(named, "ExtensionPointAttribute");

    /// <summary>What a class is marked as; <see langword="null"/> where it bears none of the marks.</summary>
    public static ClassMark? MarkOf(INamedTypeSymbol type) => FindMark(type, out _);

    /// <summary>Where that mark is written; <see langword="null"/> where there is none.</summary>
    public static SyntaxReference? PlaceOfMark(INamedTypeSymbol type) =>
        FindMark(type, out var attribute) is null ? null : attribute!.ApplicationSyntaxReference;

    private static ClassMark? FindMark(INamedTypeSymbol type, out AttributeData? place)
    {
        place = null;
        ClassMark? found = null;
        foreach (var attribute in type.GetAttributes())
        {
            ClassMark? mark = LifecycleName(attribute) switch
            {
                "WorkerAttribute" => ClassMark.Worker,
                "UnitAttribute" => ClassMark.Unit,
                "ExtensionAttribute" => ClassMark.Extension,
                _ => null,
            };
            if (mark is not null && (found is null || mark < found))
                (found, place) = (mark, attribute);
        }

        return found;
    }

    /// <summary>Whether a type stands directly in a namespace of one to three names.</summary>
    public static bool IsIn(ITypeSymbol type, string first, string? second = null, string? third = null)
    {
        if (type.ContainingType is not null)
            return false;

        var space = type.ContainingNamespace;
        return Is(ref space, third) && Is(ref space, second) && Is(ref space, first) && space is { IsGlobalNamespace: true };

        static bool Is(ref INamespaceSymbol? space, string? name)
        {
            if (name is null)
                return true;
            if (space is null || space.Name != name)
                return false;

            space = space.ContainingNamespace;
            return true;
        }
    }

    private static bool Has(INamedTypeSymbol type, string attributeName)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (LifecycleName(attribute) == attributeName)
                return true;
        }

        return false;
    }
}
