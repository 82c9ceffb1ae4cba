using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>One parameter of a unit's constructor, or one of a hook.</summary>
/// <param name="Name">The parameter's name, not escaped.</param>
/// <param name="Type">The parameter's type, for the case that it is an input.</param>
/// <param name="IsNullable">Whether the type is a reference type with a question mark.</param>
/// <param name="Default">The default value as C#; <see langword="null"/> when there is none.</param>
/// <param name="Wanted">The key of the type that a unit would have to provide: the type itself, or the element of a list.</param>
/// <param name="Kind">What the type means before the units are known.</param>
/// <param name="IsPublic">Whether any code may name the type.</param>
public sealed record DependencyModel(
    string Name,
    TypeRef Type,
    bool IsNullable,
    string? Default,
    string Wanted,
    DependencyKind Kind,
    bool IsPublic)
{
    /// <summary>The element of a list of extensions, as emitted code writes it.</summary>
    public string? Element { get; init; }

    /// <summary>The hook that takes it; <see langword="null"/> for a parameter of the constructor.</summary>
    public string? Hook { get; init; }

    /// <summary>How it gives access later; <see langword="null"/> for what is handed over itself.</summary>
    public LateModel? Late { get; init; }

    /// <summary>The keys of further types that convert to <see cref="Wanted"/>, as its variance allows it; ordinal order.</summary>
    public EquatableArray<string> Accepted { get; init; } = [];

    /// <summary>The instance that it takes of several; <see langword="null"/> where it does not say.</summary>
    public string? Instance { get; init; }

    /// <summary>The ids of diagnostics that naming its type raises; ordinal order.</summary>
    public EquatableArray<string> Warnings { get; init; } = [];

    /// <summary>Whether the type is one of which there are many: an array or a collection, of which an input is shared by name and type.</summary>
    public bool IsCollection { get; init; }

    /// <summary>Whether inputs of its type are shared by name and type, and not by type alone.</summary>
    public bool IsSharedByName => IsCollection || Kind == DependencyKind.SimpleInput;

    /// <summary>Whether the worker disposes the input.</summary>
    public bool IsOwned { get; init; }

    /// <summary>What a list that only reads has as its element, as emitted code writes it; <see langword="null"/> for arrays, which are copies.</summary>
    public string? ListElement =>
        Kind is DependencyKind.List or DependencyKind.OpenList && Type.Name.StartsWith("global::System.Collections.Generic.I", StringComparison.Ordinal)
            ? Type.Name.Substring(Type.Name.IndexOf('<') + 1, Type.Name.LastIndexOf('>') - Type.Name.IndexOf('<') - 1)
            : null;

    /// <summary>The parameter as messages write it.</summary>
    public string Label => $"{Type.Brief}{(IsNullable ? "?" : "")} {Name}";

    /// <summary>Whether the unit can do without.</summary>
    public bool IsOptional => IsNullable || Default is "null" || Late is { MayGiveNull: true };

    /// <summary>Whether it orders the units: all that is taken does, except late access that says otherwise.</summary>
    public bool IsOrdered => Late is not { IsUnordered: true };

    /// <summary>The parameter as it would have to be written for a unit that may be missing.</summary>
    public string OptionalText => Late is null ? $"{Type.Brief}? {Name}" : $"{Late.Kind}<{TypeRef.Shorten(Wanted)}?> {Name}";
}

/// <summary>What the type of a constructor parameter means before the units are known.</summary>
public enum DependencyKind
{
    /// <summary>A unit, a contract or an input: decided by the composition.</summary>
    Open,

    /// <summary>A string, number, enum and the like: always an input, shared by name and type.</summary>
    SimpleInput,

    /// <summary>A list of what may be a contract: all units that are one, and empty when there are none.</summary>
    List,

    /// <summary>A list of something else: all units that are one, and an input when there are none.</summary>
    OpenList,

    /// <summary>A list of an extension point: it follows the extensions that come and go.</summary>
    Extensions,

    /// <summary>An array of an extension point: the extensions of the moment.</summary>
    ExtensionArray,

    /// <summary><c>ILoggerFactory</c>.</summary>
    LoggerFactory,

    /// <summary><c>ILogger&lt;T&gt;</c>; <see cref="DependencyModel.Wanted"/> is the category's type.</summary>
    Logger,

    /// <summary><c>TimeProvider</c>.</summary>
    TimeProvider,

    /// <summary><c>IWorkerContext</c>.</summary>
    WorkerContext,

    /// <summary><c>WorkerOptions</c>.</summary>
    WorkerOptions,

    /// <summary>A type that the compiler could not resolve and reports itself.</summary>
    Unknown,
}
