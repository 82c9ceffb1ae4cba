using Lifecycle.Core.Collections;
using Lifecycle.Core.Composition;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Tests;

/// <summary>Makes models by hand, as short as tests need them.</summary>
internal static class Models
{
    /// <summary>A unit in the namespace <c>App</c>.</summary>
    public static UnitShape Unit(string name, params DependencyModel[] dependencies) => new(
        "App." + name,
        new TypeRef("global::App." + name),
        "App." + name,
        name,
        IsPublic: true,
        Provides: [],
        dependencies.ToEquatableArray(),
        Orderings: [],
        new DeclarationPosition("Units.cs", []),
        Findings: []);

    /// <summary>The unit with contracts.</summary>
    public static UnitShape Providing(this UnitShape unit, params string[] contracts) =>
        unit with { Provides = contracts.Select(contract => "global::App." + contract).ToEquatableArray() };

    /// <summary>The unit with <c>[DependsOn&lt;T&gt;]</c>.</summary>
    public static UnitShape After(this UnitShape unit, string other) => unit.Ordered(other, isBefore: false);

    /// <summary>The unit with <c>[StartsBefore&lt;T&gt;]</c>.</summary>
    public static UnitShape Before(this UnitShape unit, string other) => unit.Ordered(other, isBefore: true);

    /// <summary>A parameter of a type in <c>App</c>.</summary>
    public static DependencyModel On(string type, bool isNullable = false, DependencyKind kind = DependencyKind.Open) => new(
        type.ToLowerInvariant(),
        new TypeRef("global::App." + type),
        isNullable,
        Default: null,
        "global::App." + type,
        kind,
        IsPublic: true);

    /// <summary>A parameter of a simple type.</summary>
    public static DependencyModel Input(string name, string type = "string", string? defaultValue = null) =>
        new(name, new TypeRef(type), IsNullable: false, defaultValue, type, DependencyKind.SimpleInput, IsPublic: true);

    /// <summary>A worker that names units.</summary>
    public static WorkerModel Worker(params string[] mixins) => new(
        "App.Server",
        new TypeRef("global::App.Server"),
        "App.Server",
        "Server",
        IsPublic: true,
        IsDefault: false,
        HasHooks: false,
        mixins.Select((name, i) => new MixinModel(new TypeRef("global::App." + name), SubjectKey.OfAttribute("App.Server", i))).ToEquatableArray(),
        Bindings: [],
        MemberNames: [],
        new DeclarationModel("App", ["partial class Server"], CanBeExtended: true, UnitInheritance.None),
        Findings: []);

    /// <summary>The worker with a binding.</summary>
    public static WorkerModel Binding(this WorkerModel worker, string contract, string unit) => worker with
    {
        Bindings = [.. worker.Bindings, new BindingModel(new TypeRef("global::App." + contract), new TypeRef("global::App." + unit),
            SubjectKey.OfAttribute("App.Server", 50 + worker.Bindings.Count))],
    };

    /// <summary>The worker with a binding for one unit.</summary>
    public static WorkerModel BindingFor(this WorkerModel worker, string consumer, string contract, string unit) =>
        worker with
        {
            Bindings =
            [
                .. worker.Bindings,
                worker.Binding(contract, unit).Bindings[worker.Bindings.Count] with { For = new TypeRef("global::App." + consumer) },
            ],
        };

    /// <summary>The worker with another unit in the place of one, or without it.</summary>
    public static WorkerModel Replacing(this WorkerModel worker, string unit, string? by) => worker with
    {
        Replacements = [.. worker.Replacements, new ReplacementModel(
            new TypeRef("global::App." + unit),
            by is null ? null : new TypeRef("global::App." + by),
            SubjectKey.OfAttribute("App.Server", 60 + worker.Replacements.Count))],
    };

    /// <summary>The worker with a decorator.</summary>
    public static WorkerModel Decorating(this WorkerModel worker, string contract, string unit) => worker with
    {
        Decorations = [.. worker.Decorations, new DecorationModel(
            new TypeRef("global::App." + contract),
            new TypeRef("global::App." + unit),
            SubjectKey.OfAttribute("App.Server", 70 + worker.Decorations.Count))],
    };

    /// <summary>The graph of a worker over units.</summary>
    public static LifecycleGraph BuildGraph(WorkerModel worker, params UnitShape[] units) => GraphBuilder.Build(worker, new UnitCatalog(units));

    /// <summary>The plan of the only worker over units.</summary>
    public static LifecyclePlan BuildPlan(WorkerModel worker, params UnitShape[] units) =>
        Composer.Plans(Set(worker, units)).Single();

    /// <summary>What is wrong, as <c>id: message</c>.</summary>
    public static List<string> ListFindings(WorkerModel worker, params UnitShape[] units) =>
        [.. Composer.Findings(Set(worker, units))
            .Select(finding => $"{finding.RuleId}: {Descriptors.Message(finding, subject => $"{subject.Type[4..]}.cs:{subject.Index}")}")];

    private static UnitSet Set(WorkerModel worker, UnitShape[] units) =>
        new(units.ToEquatableArray(), [worker], new AssemblyModel("App", IsExecutable: false));

    private static UnitShape Ordered(this UnitShape unit, string other, bool isBefore) => unit with
    {
        Orderings =
            [.. unit.Orderings, new OrderingModel(isBefore, new TypeRef("global::App." + other), SubjectKey.OfAttribute(unit.Key, unit.Orderings.Count + 1))],
    };
}
