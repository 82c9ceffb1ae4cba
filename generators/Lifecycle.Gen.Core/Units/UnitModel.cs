using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>All that is known of one unit, split by consumer.</summary>
/// <param name="Shape">What workers need to know.</param>
/// <param name="Body">What the unit's own file is made of.</param>
/// <param name="HookFindings">What is wrong with its hooks; kept apart from the shape, because it concerns no worker.</param>
public sealed record UnitModel(UnitShape Shape, UnitBody Body, EquatableArray<Finding> HookFindings);

/// <summary>What a unit's own file is made of.</summary>
/// <param name="Key">The name in metadata.</param>
/// <param name="Id">The name under which the unit is shown.</param>
/// <param name="Declaration">How a further part of the class is written.</param>
/// <param name="Hooks">Its hooks and those of its base classes, by phase and step.</param>
public sealed record UnitBody(string Key, string Id, DeclarationModel Declaration, EquatableArray<HookModel> Hooks)
{
    /// <summary>The predicate that enables the unit; <see langword="null"/> when it has none.</summary>
    public ConditionModel? Condition { get; init; }

    /// <summary>What is shown about it.</summary>
    public MetadataModel Metadata { get; init; } = MetadataModel.None;

    /// <summary>Where it stands among the extensions that are attached.</summary>
    public int Priority { get; init; }

    /// <summary>The ids of diagnostics that its file raises by naming types or calling hooks; ordinal order.</summary>
    public EquatableArray<string> Warnings { get; init; } = [];

    /// <summary>How it is disposed; nothing unless a container could hold it too.</summary>
    public EquatableArray<DisposalModel> Disposals { get; init; } = [];

    /// <summary>The names of the type parameters of a generic class, escaped.</summary>
    public EquatableArray<string> TypeParameters { get; init; } = [];

    /// <summary>What it depends on, as C# writes it: for a worker to which it is attached at run time.</summary>
    public EquatableArray<string> Needs { get; init; } = [];

    /// <summary>The same where it takes one instance of several.</summary>
    public EquatableArray<NamedNeed> NamedNeeds { get; init; } = [];
}

/// <summary>An instance that a unit depends on.</summary>
/// <param name="Type">Its type as C#.</param>
/// <param name="Instance">Its name.</param>
public sealed record NamedNeed(string Type, string Instance);

/// <summary>What a worker needs to know of a unit: all but its hooks. An extension that is no unit has such a shape too.</summary>
/// <param name="Key">The name in metadata, <c>App.Outer+Inner</c>: unique in its assembly.</param>
/// <param name="Type">The class.</param>
/// <param name="Id">The name under which it is shown.</param>
/// <param name="Name">The simple name of the class, not escaped; of several instances with the name of the instance: <c>Consumer[orders]</c>.</param>
/// <param name="IsPublic">Whether any code may name it.</param>
/// <param name="Provides">The keys of its base classes and interfaces, without <c>object</c>; ordinal order.</param>
/// <param name="Dependencies">Its constructor's parameters, and behind them those of its hooks.</param>
/// <param name="Orderings">Its ordering attributes.</param>
/// <param name="Position">Where it is declared.</param>
/// <param name="Findings">What is wrong with the declaration.</param>
public sealed record UnitShape(
    string Key,
    TypeRef Type,
    string Id,
    string Name,
    bool IsPublic,
    EquatableArray<string> Provides,
    EquatableArray<DependencyModel> Dependencies,
    EquatableArray<OrderingModel> Orderings,
    DeclarationPosition Position,
    EquatableArray<Finding> Findings)
{
    /// <summary>What decides whether a worker has the unit; <see langword="null"/> when it always has.</summary>
    public ConditionModel? Condition { get; init; }

    /// <summary>Whether the worker's start brings it up.</summary>
    public bool AutoStart { get; init; } = true;

    /// <summary>Whether it waits for something outside of the worker, and with it all that need it.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Whether workers have it without naming or needing it.</summary>
    public bool AutoInclude { get; init; } = true;

    /// <summary>The keys of further types that its interfaces convert to, as their variance allows it; ordinal order.</summary>
    public EquatableArray<string> Variants { get; init; } = [];

    /// <summary>Those of its base classes and interfaces that are contracts of the program, and not of the platform; ordinal order.</summary>
    public EquatableArray<ContractModel> Contracts { get; init; } = [];

    /// <summary>The ids of diagnostics that naming or making it raises; ordinal order.</summary>
    public EquatableArray<string> Warnings { get; init; } = [];

    /// <summary>What it is as an extension; <see langword="null"/> when it implements no extension point.</summary>
    public ExtensionModel? Extension { get; init; }

    /// <summary>The custom phases of its hooks, and those that these are anchored to; ordinal order of the keys.</summary>
    public EquatableArray<CustomPhaseModel> Phases { get; init; } = [];

    /// <summary>The name of its property in workers, as its author wrote it; <see langword="null"/> where it follows from that of the class.</summary>
    public string? Property { get; init; }

    /// <summary>Whether it is a unit, and not only an extension.</summary>
    public bool IsUnit { get; init; } = true;

    /// <summary>What there is to know of a generic class; <see langword="null"/> for any other. No worker has it as such.</summary>
    public OpenUnitModel? Open { get; init; }

    /// <summary>Whether it is a closed type of a generic unit.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The name of the instance that it is of its class in one worker; <see langword="null"/> for the only one.</summary>
    public string? Instance { get; init; }

    /// <summary>What members and variables for it are called.</summary>
    public string Member => MemberNames.Of(Name, Instance);

    /// <summary>As messages that list several call it.</summary>
    public string Label => Maker is null ? Name : $"{TypeRef.Shorten(Maker.Class)}.{Name}";

    /// <summary>The member that gives it, for a value of <c>[Provides]</c>; <see langword="null"/> for what the worker constructs.</summary>
    public MakerModel? Maker { get; init; }

    /// <summary>Whether any code that sees the class may call its constructor.</summary>
    public bool IsConstructorPublic { get; init; } = true;

    /// <summary>Whether workers of any other assembly can make it: they may name the class and all that they would have to pass.</summary>
    public bool IsOffered => IsPublic
        && IsConstructorPublic
        && Dependencies.All(dependency => dependency.IsPublic)
        && (Condition is null || Condition.Parameters.All(parameter => parameter.IsPublic));
}

/// <summary>A disposal of a unit.</summary>
/// <param name="IsAsync">Whether it is <c>IAsyncDisposable</c>, and not <c>IDisposable</c>.</param>
/// <param name="Base">The base class that has the method, as C#; <see langword="null"/> for the unit itself.</param>
public sealed record DisposalModel(bool IsAsync, string? Base);

/// <summary>A contract of a unit.</summary>
/// <param name="Key">The key of the type.</param>
/// <param name="IsPublic">Whether any code may name it; otherwise only its assembly.</param>
public sealed record ContractModel(string Key, bool IsPublic);

/// <summary>Where a type stands, as far as the order of declaration goes: no line numbers, which every edit above would change.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Path">The indices in the lists of members that lead to it, outermost first.</param>
public sealed record DeclarationPosition(string File, EquatableArray<int> Path) : IComparable<DeclarationPosition>
{
    /// <summary>A path as it is compared: what is in the order of files must not be in another one where the separator is another.</summary>
    public static string Portable(string path) => path.Replace('\\', '/');

    /// <summary>The referenced assembly that declares it; empty for the one that is compiled, whose types come first.</summary>
    public string Assembly { get; init; } = "";

    /// <summary>Whether it stands in the assembly that is compiled.</summary>
    public bool IsOwn => Assembly.Length == 0;

    /// <inheritdoc/>
    public int CompareTo(DeclarationPosition? other)
    {
        if (other is null)
            return 1;

        var order = string.CompareOrdinal(Assembly, other.Assembly);
        if (order == 0)
            order = string.CompareOrdinal(File, other.File);
        for (var i = 0; order == 0 && i < Path.Count && i < other.Path.Count; i++)
            order = Path[i].CompareTo(other.Path[i]);
        return order != 0 ? order : Path.Count.CompareTo(other.Path.Count);
    }

    public static bool operator <(DeclarationPosition left, DeclarationPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(DeclarationPosition left, DeclarationPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(DeclarationPosition left, DeclarationPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DeclarationPosition left, DeclarationPosition right) => left.CompareTo(right) >= 0;
}
