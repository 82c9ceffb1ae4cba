using Lifecycle.Core.Rules;

namespace Lifecycle.Analyzers.Tests.Assemblies;

/// <summary>The rules of the graph where units of referenced assemblies have a part in it: reported at what is written here, naming the assembly instead of a place.</summary>
public sealed class GraphAcrossAssembliesTests
{
    private const string Contracts = "namespace Contracts { public interface IStore; public interface IClock; }";
    private const string First = "namespace First { [Unit] public sealed partial class Api(Contracts.IStore store); }";
    private const string Second = "namespace Second { [Unit] public sealed partial class Store(First.Api api) : Contracts.IStore; }";

    [Fact]
    public async Task LCG1001_a_cycle_through_two_libraries_is_reported_at_the_worker_and_names_both()
        => await WithLibraries("[Worker(IncludeReferenced = true)] public sealed partial class [|Server|];").Reports(
            RuleIds.Cycle,
            "Api depends on itself through Store: Api -> Store (IStore store, First) -> Api (Api api, Second). Remove one of these, or move what both sides of it need into a unit of its own that both take.");

    [Fact]
    public async Task LCG1001_a_cycle_in_which_a_unit_of_this_assembly_has_a_part_is_reported_there()
        => await Project.With("[Unit] public sealed partial class Store(First.Api [|api|]) : Contracts.IStore; [Worker] public sealed partial class Server;")
            .Referencing("Contracts", Contracts).Referencing("First", First)
            .Reports(RuleIds.Cycle, "Api depends on itself through Store: Api -> Store (IStore store, First) -> Api (Api api, App.cs:1). Remove one of these, or move what both sides of it need into a unit of its own that both take.");

    [Fact]
    public async Task LCG1001_is_one_report_for_two_workers()
        => await WithLibraries("[Worker, Mixin<First.Api>] public sealed partial class [|Server|]; [Worker, Mixin<Second.Store>] public sealed partial class Other;").Reports(RuleIds.Cycle);

    [Fact]
    public async Task LCG1003_two_libraries_provide_what_is_wanted()
        => await Project.With("[Unit] public sealed partial class Mine(Contracts.IClock [|clock|]); [Worker] public sealed partial class Server;")
            .Referencing("Contracts", Contracts)
            .Referencing("One", "namespace One { [Unit] public sealed partial class Slow : Contracts.IClock; }")
            .Referencing("Two", "namespace Two { [Unit] public sealed partial class Fast : Contracts.IClock; }")
            .Reports(RuleIds.AmbiguousContract, "IClock is provided by several units: Slow, Fast; wanted by Mine (IClock clock, App.cs:1). Say which one on Server: [Bind<IClock, Slow>].");

    [Fact]
    public async Task LCG1003_a_library_wants_what_two_provide()
        => await Project.With("[Unit] public sealed partial class A : Contracts.IStore; [Unit] public sealed partial class B : Contracts.IStore; [Worker, Mixin<First.Api>, Mixin<A>, Mixin<B>] public sealed partial class [|Server|];")
            .Referencing("Contracts", Contracts).Referencing("First", First)
            .Reports(RuleIds.AmbiguousContract, "IStore is provided by several units: A, B; wanted by Api (IStore store, First). Say which one on Server: [Bind<IStore, A>].");

    [Fact]
    public async Task LCG1004_a_unit_that_a_library_keeps_to_itself()
        => await Project.With("[Worker, [|Mixin<Lib.Part>|]] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit] public sealed partial class Part { internal Part() { } } }")
            .Reports(RuleIds.NotAUnit, "Part is no unit: named by Server ([Mixin<Part>], App.cs:1). Only its own assembly can make it: make its constructor, and the types that this takes, public there.");

    [Fact]
    public async Task LCG1005_a_unit_of_a_library_that_may_be_disabled()
        => await Project.With("[Unit] public sealed partial class Mine(Lib.Cache [|cache|]); [Worker] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache { private static bool IsOn(bool cached) => cached; } }")
            .Reports(RuleIds.ConditionalUnitRequired);

    [Fact]
    public async Task LCG1011_an_id_that_a_library_uses_too()
        => await Project.With("[Unit(Id = \"same\")] public sealed partial class [|A|]; [Worker(IncludeReferenced = true)] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit(Id = \"same\")] public sealed partial class Part; }")
            .Reports(RuleIds.Duplicate, "The unit id \"same\" is there twice: A, App.cs:1 and Part, Lib. Give A another id: [Unit(Id = \"…\")].");

    [Theory]
    [InlineData("[Worker, Mixin<First.Api>, Bind<Contracts.IStore, Mine>] public sealed partial class Server; [Unit] public sealed partial class Mine : Contracts.IStore;")]
    [InlineData("[Worker, Mixin<Late>] public sealed partial class Server; [Unit] public sealed partial class Mine : Contracts.IStore; [Unit, DependsOn<First.Api>] public sealed partial class Late;")]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Mine(IReadOnlyList<First.Api> all);")]
    [InlineData("[Unit] public sealed partial class Mine(First.Api api);")]
    public async Task What_libraries_offer_is_known(string source)
        => await Project.With(source).Referencing("Contracts", Contracts).Referencing("First", First).IsQuiet();

    [Fact]
    public async Task What_is_advised_about_a_library_is_not_said_to_its_users()
        => await Project.With("[Worker(IncludeReferenced = true)] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { public interface ICheck; [Unit] public sealed partial class Checks(IReadOnlyList<ICheck> checks); [Unit, DependsOn<Checks>] public sealed partial class More(Checks checks); }")
            .IsQuiet();

    private static Project WithLibraries(string source)
        => Project.With(source).Referencing("Contracts", Contracts).Referencing("First", First).Referencing("Second", Second);
}
