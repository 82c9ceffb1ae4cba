using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Assemblies;

/// <summary>
/// The rules of the graph where units of referenced assemblies have a part in it: reported at what is written here, naming the assembly instead of a
/// place.
/// </summary>
public sealed class GraphAcrossAssembliesTests
{
    private const string Contracts = "namespace Contracts { public interface IStore; public interface IClock; }";
    private const string First = "namespace First { [Unit] public sealed partial class Api(Contracts.IStore store); }";
    private const string Second = "namespace Second { [Unit] public sealed partial class Store(First.Api api) : Contracts.IStore; }";

    [Fact]
    public async Task LCG1001_a_cycle_through_two_libraries_is_reported_at_the_worker_and_names_both() =>
        await WithLibraries("[Worker(IncludeReferenced = true)] public sealed partial class [|Server|];").Reports(
            RuleIds.Cycle,
            "Api depends on itself through Store: Api -> Store (IStore store, First) -> Api (Api api, Second). "
            + "Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take.");

    [Fact]
    public async Task LCG1001_a_cycle_in_which_a_unit_of_this_assembly_has_a_part_is_reported_there() =>
        await Project.With("[Unit] public sealed partial class Store(First.Api [|api|]) : Contracts.IStore; [Worker] public sealed partial class Server;")
            .Referencing("Contracts", Contracts).Referencing("First", First)
            .Reports(RuleIds.Cycle,
                "Api depends on itself through Store: Api -> Store (IStore store, First) -> Api (Api api, App.cs:1). "
                + "Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take.");

    [Fact]
    public async Task LCG1001_is_one_report_for_two_workers() =>
        await WithLibraries(
            """
            [Worker, Mixin<First.Api>] public sealed partial class [|Server|];
            [Worker, Mixin<Second.Store>] public sealed partial class Other;
            """).Reports(RuleIds.Cycle);

    [Fact]
    public async Task LCG1003_two_libraries_provide_what_is_wanted() =>
        await Project.With("[Unit] public sealed partial class Mine(Contracts.IClock [|clock|]); [Worker] public sealed partial class Server;")
            .Referencing("Contracts", Contracts)
            .Referencing("One", "namespace One { [Unit] public sealed partial class Slow : Contracts.IClock; }")
            .Referencing("Two", "namespace Two { [Unit] public sealed partial class Fast : Contracts.IClock; }")
            .Reports(RuleIds.AmbiguousContract,
                "IClock is provided by several units: Slow, Fast; wanted by Mine (IClock clock, App.cs:1). "
                + "Say which one on Server: [Bind<IClock, Slow>].");

    [Fact]
    public async Task LCG1003_a_library_wants_what_two_provide() =>
        await Project.With(
            """
            [Unit] public sealed partial class A : Contracts.IStore;
            [Unit] public sealed partial class B : Contracts.IStore;
            [Worker, Mixin<First.Api>, Mixin<A>, Mixin<B>] public sealed partial class [|Server|];
            """)
            .Referencing("Contracts", Contracts).Referencing("First", First)
            .Reports(RuleIds.AmbiguousContract,
                "IStore is provided by several units: A, B; wanted by Api (IStore store, First). Say which one on Server: [Bind<IStore, A>].");

    [Fact]
    public async Task LCG1004_a_unit_that_a_library_keeps_to_itself() =>
        await Project.With("[Worker, [|Mixin<Lib.Part>|]] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit] public sealed partial class Part { internal Part() { } } }")
            .Reports(RuleIds.NotAUnit,
                "Part is no unit: named by Server ([Mixin<Part>], App.cs:1). "
                + "Only its own assembly can make it: make its constructor, and the types that this takes, public there.");

    [Fact]
    public async Task LCG1005_a_unit_of_a_library_that_may_be_disabled() =>
        await Project.With("[Unit] public sealed partial class Mine(Lib.Cache [|cache|]); [Worker] public sealed partial class Server;")
            .Referencing("Lib",
                """
                namespace Lib
                {
                    [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache { private static bool IsOn(bool cached) => cached; }
                }
                """)
            .Reports(RuleIds.ConditionalUnitRequired);

    [Fact]
    public async Task LCG1011_an_id_that_a_library_uses_too() =>
        await Project.With("[Unit(Id = \"same\")] public sealed partial class [|A|]; [Worker(IncludeReferenced = true)] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit(Id = \"same\")] public sealed partial class Part; }")
            .Reports(RuleIds.Duplicate, "The unit id \"same\" is there twice: A, App.cs:1 and Part, Lib. Give A another id: [Unit(Id = \"…\")].");

    [Fact]
    public async Task LCG1001_names_both_libraries_where_one_of_the_edges_is_an_ordering() =>
        await Project.With("[Worker, Mixin<Two.Late>] public sealed partial class [|Server|];")
            .Referencing("Contracts", Contracts)
            .Referencing("One", "namespace One { [Unit] public sealed partial class Early(Contracts.IStore store); }")
            .Referencing("Two",
                """
                namespace Two
                {
                    [Unit] public sealed partial class Store(Mid mid) : Contracts.IStore;
                    [Unit, DependsOn<One.Early>] public sealed partial class Mid;
                    [Unit] public sealed partial class Late(One.Early early);
                }
                """)
            .Reports(RuleIds.Cycle,
                "Early depends on itself through Store: Early -> Store (IStore store, One) -> Mid (Mid mid, Two) -> Early ([DependsOn<Early>], "
                + "Two). Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take.");

    [Fact]
    public async Task LCG1002_a_contract_of_a_library_that_only_the_unit_itself_provides() =>
        await Project.With(
            "[Unit] public sealed partial class Mine(Contracts.IStore [|store|]) : Contracts.IStore; [Worker] public sealed partial class Server;")
            .Referencing("Contracts", Contracts)
            .Reports(RuleIds.SelfDependency,
                "Mine depends on itself: Mine -> Mine (IStore store, App.cs:1). Remove it, or take a type that Mine does not provide.");

    [Fact]
    public async Task LCG1006_what_a_library_takes_is_provided_by_a_class_here_that_is_no_unit() =>
        await Project.With("public sealed class [|FileStore|] : Contracts.IStore; [Worker, Mixin<First.Api>] public sealed partial class Server;")
            .Referencing("Contracts", Contracts).Referencing("First", First)
            .Reports(RuleIds.ForgottenUnit,
                "IStore is an input although a class provides it: taken by Api (IStore store, First), provided by FileStore alone, which no code "
                + "makes. Write '[Unit] public sealed partial class FileStore'.");

    [Fact]
    public async Task LCG1007_a_unit_here_is_stray_and_those_of_a_library_are_not() =>
        await Project.With(
            """
            return await Server.RunAsync();
            [Unit] public sealed partial class [|Mine|];
            [Worker, Mixin<Lib.Part>] public sealed partial class Server;
            """)
            .Referencing("Lib", "namespace Lib { [Unit] public sealed partial class Part; [Unit] public sealed partial class Other; }")
            .Reports(RuleIds.StrayUnit, "Mine is in no worker: neither named nor needed by Server. Write [Mixin<Mine>] on Server.");

    [Fact]
    public async Task LCG1008_an_ordering_on_a_unit_of_a_library_that_contradicts_a_dependency_or_says_it_again()
    {
        const string Part = "namespace Lib { [Unit] public sealed partial class Part; }";
        await Project.With(
            "[Unit, [|StartsBefore<Lib.Part>|]] public sealed partial class Mine(Lib.Part part); [Worker] public sealed partial class Server;")
            .Referencing("Lib", Part)
            .Reports(RuleIds.NeedlessOrdering,
                "[StartsBefore<Part>] on Mine contradicts a dependency: Part -> Mine ([StartsBefore<Part>], App.cs:1) -> Part (Part part, "
                + "App.cs:1). Remove it.");
        await Project.With("[Unit, [|DependsOn<Lib.Part>|]] public sealed partial class Mine(Lib.Part part); [Worker] public sealed partial class Server;")
            .Referencing("Lib", Part)
            .Reports(RuleIds.NeedlessOrdering, "[DependsOn<Part>] on Mine says what is so already: Mine -> Part (Part part, App.cs:1). Remove it.");
    }

    [Fact]
    public async Task LCG1009_an_ordering_on_a_unit_of_a_library_that_the_worker_does_not_have() =>
        await Project.With("[Unit, [|StartsBefore<Lib.Part>|]] public sealed partial class Mine; [Worker] public sealed partial class Server;")
            .Referencing("Lib", "namespace Lib { [Unit] public sealed partial class Part; }")
            .Reports(RuleIds.OrderingWithoutTarget,
                "[StartsBefore<Part>] on Mine has no effect: Server has Mine but not Part. Remove it, or name Part in the worker: [Mixin<Part>].");

    [Fact]
    public async Task LCG1010_a_list_of_what_no_assembly_provides() =>
        await Project.With(
            """
            [Unit] public sealed partial class Mine(IReadOnlyList<Contracts.IClock> [|clocks|], IReadOnlyList<Contracts.IStore> stores);
            [Worker, Mixin<Mine>] public sealed partial class Server;
            """)
            .Referencing("Contracts", Contracts)
            .Referencing("Lib", "namespace Lib { [Unit] public sealed partial class Store : Contracts.IStore; }")
            .Reports(RuleIds.EmptyList);

    [Theory]
    [InlineData(
        """
        [Worker, Mixin<First.Api>, Bind<Contracts.IStore, Mine>] public sealed partial class Server;
        [Unit] public sealed partial class Mine : Contracts.IStore;
        """)]
    [InlineData(
        """
        [Worker, Mixin<Late>] public sealed partial class Server;
        [Unit] public sealed partial class Mine : Contracts.IStore;
        [Unit, DependsOn<First.Api>] public sealed partial class Late;
        """)]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Mine(IReadOnlyList<First.Api> all);")]
    [InlineData("[Unit] public sealed partial class Mine(First.Api api);")]
    public async Task What_libraries_offer_is_known(string source) =>
        await Project.With(source).Referencing("Contracts", Contracts).Referencing("First", First).IsQuiet();

    [Fact]
    public async Task What_is_advised_about_a_library_is_not_said_to_its_users() =>
        await Project.With("[Worker(IncludeReferenced = true)] public sealed partial class Server;")
            .Referencing("Lib",
                """
                namespace Lib
                {
                    public interface ICheck;
                    [Unit] public sealed partial class Checks(IReadOnlyList<ICheck> checks);
                    [Unit, DependsOn<Checks>] public sealed partial class More(Checks checks);
                }
                """)
            .IsQuiet();

    private static Project WithLibraries(string source) =>
        Project.With(source).Referencing("Contracts", Contracts).Referencing("First", First).Referencing("Second", Second);
}
