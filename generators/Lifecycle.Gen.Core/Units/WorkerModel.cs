using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>One worker's declaration.</summary>
/// <param name="Key">The name in metadata.</param>
/// <param name="Type">The class.</param>
/// <param name="Id">The full name.</param>
/// <param name="Name">The simple name, not escaped.</param>
/// <param name="IsPublic">Whether any code may name it.</param>
/// <param name="IsDefault">Whether it is the generated worker of a program that declares none.</param>
/// <param name="HasHooks">Whether it has hooks of its own and so is a unit too, the last one.</param>
/// <param name="Mixins">The units it names; none means every unit.</param>
/// <param name="Bindings">Which unit it uses for which contract.</param>
/// <param name="MemberNames">The members that its author wrote; ordinal order.</param>
/// <param name="Declaration">How a further part of the class is written.</param>
/// <param name="Findings">What is wrong with the declaration.</param>
public sealed record WorkerModel(
    string Key,
    TypeRef Type,
    string Id,
    string Name,
    bool IsPublic,
    bool IsDefault,
    bool HasHooks,
    EquatableArray<MixinModel> Mixins,
    EquatableArray<BindingModel> Bindings,
    EquatableArray<string> MemberNames,
    DeclarationModel Declaration,
    EquatableArray<Finding> Findings)
{
    /// <summary>Whether, without mixins, it has every unit of referenced assemblies too.</summary>
    public bool IncludesReferenced { get; init; }

    /// <summary>The units that it has under a name, perhaps several times; in the order of the attributes.</summary>
    public EquatableArray<InstanceModel> Instances { get; init; } = [];

    /// <summary>The units that it has others for, or does without.</summary>
    public EquatableArray<ReplacementModel> Replacements { get; init; } = [];

    /// <summary>The decorators that all get, of one contract the outermost last.</summary>
    public EquatableArray<DecorationModel> Decorations { get; init; } = [];

    /// <summary>The custom phases of its own hooks, and those that these are anchored to; ordinal order of the keys.</summary>
    public EquatableArray<CustomPhaseModel> Phases { get; init; } = [];

    /// <summary>The inputs that it names itself.</summary>
    public EquatableArray<InputChoice> Inputs { get; init; } = [];

    /// <summary>The worker that a program gets which declares none.</summary>
    public static WorkerModel Default(string name) => new(
        name,
        new TypeRef("global::" + name),
        name,
        name,
        IsPublic: false,
        IsDefault: true,
        HasHooks: false,
        [],
        [],
        [],
        new DeclarationModel("", [$"internal sealed partial class {name}"], CanBeExtended: true, UnitInheritance.None),
        []);
}

/// <summary>A <c>[Mixin&lt;T&gt;]</c>.</summary>
public sealed record MixinModel(TypeRef Unit, SubjectKey Subject);

/// <summary>A <c>[Bind&lt;TContract, TUnit&gt;]</c>.</summary>
public sealed record BindingModel(TypeRef Contract, TypeRef Unit, SubjectKey Subject)
{
    /// <summary>The one unit that it is for; <see langword="null"/> when it is for all.</summary>
    public TypeRef? For { get; init; }

    /// <summary>The instance of the unit; <see langword="null"/> where it does not say.</summary>
    public string? Instance { get; init; }

    /// <summary>The attribute as messages write it.</summary>
    public string Label => $"[Bind<{Contract.Brief}, {Unit.Brief}>{Options}]";

    private string Options => (For, Instance) switch
    {
        (null, null) => "",
        (null, _) => $"(Instance = \"{Instance}\")",
        (_, null) => $"(For = typeof({For.Brief}))",
        _ => $"(For = typeof({For.Brief}), Instance = \"{Instance}\")",
    };
}

/// <summary>A <c>[Replace&lt;TUnit, TReplacement&gt;]</c> or <c>[Without&lt;T&gt;]</c>.</summary>
/// <param name="Unit">The unit that the worker does not have.</param>
/// <param name="By">What it has instead; <see langword="null"/> for nothing.</param>
/// <param name="Subject">The attribute.</param>
public sealed record ReplacementModel(TypeRef Unit, TypeRef? By, SubjectKey Subject)
{
    /// <summary>The attribute as messages write it.</summary>
    public string Label => By is null ? $"[Without<{Unit.Brief}>]" : $"[Replace<{Unit.Brief}, {By.Brief}>]";
}

/// <summary>A <c>[Decorate&lt;TContract, TUnit&gt;]</c>.</summary>
public sealed record DecorationModel(TypeRef Contract, TypeRef Unit, SubjectKey Subject)
{
    /// <summary>The attribute as messages write it.</summary>
    public string Label => $"[Decorate<{Contract.Brief}, {Unit.Brief}>]";
}
