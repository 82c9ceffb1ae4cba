using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

/// <summary>What another generator writes is not there when ours reads, and is there when the compiler and the analyzers do.</summary>
public sealed class LCG2013Tests
{
    private const string Rule = RuleIds.WrittenByGenerator;
    private const string File = "Lifecycle.Gen.Analyzers.Tests/Lifecycle.Analyzers.Tests.Harness.SecondGenerator/Other.g.cs";

    private const string DeclareOr = "Declare it in a file of this project, or in a project that this one references";
    private const string Declare = DeclareOr + ".";

    [Fact]
    public async Task A_contract_whose_namespace_the_text_does_not_say_is_reported_once() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class Api(IStore [|store|]) { public IStore Store => store; }
        [Unit] public sealed partial class PostgresStore : IStore;
        """)
        .And("global using First; global using Second;", "Imports.cs")
        .Generating("namespace First { public sealed class Nothing; } namespace Second { public interface IStore; }")
        .WithCompilerErrors("CS0234")
        .Reports(Rule,
            $"The interface IStore is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Api (IStore store, App.cs:2), PostgresStore (one of its interfaces, App.cs:3) would be composed without it. "
            + $"{DeclareOr}, or write its full name where it is used: global::Second.IStore.");

    [Fact]
    public async Task The_full_name_of_that_contract_is_enough() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class Api(IStore store, Second.IStore same) { public bool Is => store == same; }
        [Unit] public sealed partial class PostgresStore : IStore;
        """)
        .And("global using First; global using IStore = global::Second.IStore;", "Imports.cs")
        .And("namespace Second { public sealed class Known; }", "Second.cs")
        .Generating("namespace First { public sealed class Nothing; } namespace Second { public interface IStore; }")
        .IsQuiet();

    // What is composed is compared with what the finished compilation gives: where nothing is said, both are the same.
    [Theory]
    [InlineData("public sealed partial class Api(IStore store) { public IStore Store => store; }")]
    [InlineData("public sealed partial class Api(IStore? store = null) { public IStore? Store => store; }")]
    [InlineData("public sealed partial class Api(IStore? store) { public IStore? Store => store; }")]
    [InlineData("public sealed partial class Api(IReadOnlyList<IStore> stores) { public int Count => stores.Count; }")]
    [InlineData("public sealed partial class Api(IStore[] stores) { public int Count => stores.Length; }")]
    [InlineData("[DependsOn<IStore>] public sealed partial class Api;")]
    [InlineData("public sealed partial class Api(IEnumerable<global::Shop.Data.IStore> stores) { public object Stores => stores; }")]
    [InlineData("public sealed partial class Api(IRepository<Order> orders) { public object Orders => orders; }")]
    [InlineData("internal sealed partial class Api(IStore store, Shop.Data.IStore2 other) { public object Both => (store, other); }")]
    [InlineData("public sealed partial class Api(global::Shop.Data.Settings settings) { public object Settings => settings; }")]
    [InlineData("public sealed partial class Api(global::Shop.Data.Settings? settings = null) { public object? Settings => settings; }")]
    public async Task Contracts_whose_name_is_enough_are_composed(string api)
    {
        var argument = api.Contains("Settings settings", StringComparison.Ordinal) ? "new Shop.Data.Settings()" : "";
        await Project.With(
            $$"""
            using Shop.Data;
            return await Worker.RunAsync({{argument}});
            namespace Shop.Web
            {
                using Shop.Data;
                [Unit] {{api}}
            }
            """)
            .And(
                """
                namespace Shop.Data;
                [Unit] public sealed partial class Store : IStore;
                [Unit] internal sealed partial class Second : Checked, IStore2;
                [Unit] public sealed partial class Orders : IDisposable, IRepository<Web.Order> { public void Dispose() { } }
                public abstract class Checked;
                """,
                "Data.cs")
            .And("namespace Shop.Web; public sealed class Order;", "Order.cs")
            .Generating(
                """
                namespace Shop.Data
                {
                    public interface IStore;
                    public interface IStore2;
                    public interface IRepository<T>;
                    public sealed class Settings;
                }
                """)
            .IsQuiet();
    }

    [Fact]
    public async Task A_contract_that_is_composed_is_not_reported_beside_another_difference() => await Project.With(
        """
        return await Worker.RunAsync(new Settings());
        [Unit] internal sealed partial class Api(IStore store, Settings [|settings|]) { public object Both => (store, settings); }
        [Unit] internal sealed partial class PostgresStore : IStore;
        """)
        .Generating("internal interface IStore; internal sealed class Settings;")
        .WithCompilerErrors("CS1503")
        .Reports(Rule);

    [Fact]
    public async Task The_full_name_of_an_enum_is_not_enough() => await Project.With(
        """
        return await Worker.RunAsync(Level.High);
        [Unit] public sealed partial class Api(global::Level [|level|]) { public Level Level => level; }
        """)
        .Generating("public enum Level { High }")
        .Reports(Rule,
            $"The enum Level is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Api (Level level, App.cs:2) would be composed without it. {Declare}");

    [Fact]
    public async Task A_contract_with_more_to_it_than_its_name_says_is_reported() => await Project.With(
        """
        return await Worker.RunAsync();
        public interface ICheck;
        [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks) { public int Count => checks.Count; }
        [Unit] public sealed partial class [|Store|] : IStore;
        """)
        .Generating("public interface IStore : ICheck;")
        .Reports(Rule,
            $"The interface IStore is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Store (one of its interfaces, App.cs:4) would be composed without it. {Declare}");

    [Fact]
    public async Task A_hook_is_reported() => await Project.With("[Unit] public sealed partial class [|Api|];")
        .Generating("partial class Api { [Lifecycle.OnStartup] private void Open() { } }")
        .Reports(Rule,
            $"The hook Api.Open is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Api (its hook, App.cs:1) would be composed without it. Write it in your own part of Api.");

    [Fact]
    public async Task A_base_class_with_hooks_is_reported() => await Project.With("[Unit] public sealed partial class [|Api|] : Served;")
        .Generating("public abstract class Served { [Lifecycle.OnStartup] protected void Open() { } }")
        .Reports(Rule,
            $"The class Served is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Api (its base class, App.cs:1) would be composed without it. {Declare}");

    [Fact]
    public async Task A_base_class_on_the_generated_part_is_reported() => await Project.With(
        """
        [Unit] public sealed partial class [|Api|];
        public abstract class Served { [OnStartup] protected void Open() { } }
        """)
        .Generating("partial class Api : global::Served;")
        .Reports(Rule,
            $"': Served' on Api is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Api (its base class, App.cs:1) would be composed without it. Write ': Served' on your own part of Api.");

    [Fact]
    public async Task A_whole_unit_is_reported_at_its_users() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class Api(Cache [|cache|]) { public Cache Cache => cache; }
        """)
        .Generating("[Lifecycle.Unit] public sealed partial class Cache;")
        .Reports(Rule,
            $"The unit Cache is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Api (Cache cache, App.cs:2) would be composed without it. {Declare}");

    [Fact]
    public async Task A_whole_unit_that_nothing_mentions_is_reported_at_another() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class [|Api|];
        """)
        .Generating("[Lifecycle.Unit] public sealed partial class Cache;")
        .Reports(Rule,
            $"The unit Cache is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"no worker of this project has it. {Declare}");

    [Fact]
    public async Task A_project_whose_only_unit_is_generated_is_reported_at_a_class_of_its_own() => await Project.With("public static class [|Marker|];")
        .Generating("// <auto-generated/>\n[Lifecycle.Unit] public sealed partial class Cache;")
        .Reports(Rule);

    [Fact]
    public async Task A_mark_on_the_generated_part_is_reported() => await Project.With(
        "public sealed partial class [|Cache|]; [Unit] public sealed partial class Api;")
        .Generating("[Lifecycle.Unit] partial class Cache;")
        .Reports(Rule,
            $"[Unit] on Cache is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Cache ([Unit], App.cs:1) would be composed without it. Write it on your own part of Cache.");

    [Fact]
    public async Task An_interface_on_the_generated_part_is_reported() => await Project.With(
        """
        return await Worker.RunAsync();
        public interface ICheck;
        [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks) { public int Count => checks.Count; }
        [Unit] public sealed partial class Mailer : ICheck;
        [Unit] public sealed partial class [|Cache|];
        """)
        .Generating("partial class Cache : ICheck;")
        .Reports(Rule,
            $"': ICheck' on Cache is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Cache (one of its interfaces, App.cs:5) would be composed without it. Write ': ICheck' on your own part of Cache.");

    [Fact]
    public async Task A_mixin_of_a_generated_unit_is_reported() => await Project.With(
        """
        return await Server.RunAsync();
        [Worker, [|Mixin<Cache>|], Mixin<Api>] public sealed partial class Server;
        [Unit] public sealed partial class Api;
        """)
        .Generating("[Lifecycle.Unit] public sealed partial class Cache;")
        .Reports(Rule,
            $"The unit Cache is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Server ([Mixin<Cache>], App.cs:2) would be composed without it. {Declare}");

    [Fact]
    public async Task A_constructor_is_reported() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class [|Api|];
        [Unit] public sealed partial class Cache;
        """)
        .Generating("partial class Api { public Api(Cache cache) { } }")
        .WithCompilerErrors("CS7036")
        .Reports(Rule,
            $"A constructor of Api is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + "Api (Cache cache, App.cs:2) would be composed without it. Write it in your own part of Api.");

    [Fact]
    public async Task The_type_of_an_input_is_reported() => await Project.With(
        """
        return await Worker.RunAsync(new Settings());
        [Unit] public sealed partial class Api(Settings [|settings|]) { public Settings Settings => settings; }
        """)
        .Generating("public sealed class Settings;")
        .WithCompilerErrors("CS1503")
        .Reports(Rule,
            $"The class Settings is written by another source generator ({File}), which Lifecycle.Gen cannot see: "
            + $"Api (Settings settings, App.cs:2) would be composed without it. {DeclareOr}, or write its full name where it is used: global::Settings.");

    [Fact]
    public async Task A_predicate_is_reported() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit(EnabledBy = "IsWanted")] public sealed partial class [|Api|];
        """)
        .Generating("partial class Api { private static bool IsWanted() => true; }")
        .Reports(Rule);

    [Fact]
    public async Task The_phase_of_a_hook_is_reported() => await Project.With(
        "[Unit] public sealed partial class [|Api|] { [Flush] private void Write() { } }")
        .Generating("[Lifecycle.Phase] public sealed class FlushAttribute : Lifecycle.PhaseAttribute;")
        .Reports(Rule);

    [Theory]
    [InlineData("public sealed class Unrelated;")]
    [InlineData("partial class Api { private partial void Log() { } public int Count { get; set; } private static readonly int s_plan = 1; }")]
    [InlineData("partial class Api : System.ComponentModel.INotifyPropertyChanged { "
        + "public event System.ComponentModel.PropertyChangedEventHandler PropertyChanged { add { } remove { } } }")]
    [InlineData("[System.Obsolete] internal static class Old; namespace Generated { using Lifecycle; internal sealed class Worker; }")]
    public async Task What_does_not_matter_is_not(string generated) => await Project.With(
        """
        return await Worker.RunAsync(name: "x");
        public interface ICheck;
        [Unit] public sealed partial class Api(string name, IReadOnlyList<ICheck> checks) : ICheck
        {
            [OnStartup] private void Open() => Console.WriteLine(name + checks.Count);
            private partial void Log();
        }
        """.Replace("private partial void Log();", generated.Contains("Log()", StringComparison.Ordinal) ? "private partial void Log();" : "",
            StringComparison.Ordinal)).Generating(generated).IsQuiet();

    [Fact]
    public async Task An_interface_of_the_platform_counts_where_it_is_asked_for() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class Api(IReadOnlyList<IDisposable> all) { public int Count => all.Count; }
        [Unit] public sealed partial class Mailer : IDisposable { public void Dispose() { } }
        [Unit] public sealed partial class [|Cache|];
        """)
        .Generating("partial class Cache : System.IDisposable { public void Dispose() { } }")
        .Reports(Rule);

    [Fact]
    public async Task Nothing_is_said_of_a_project_without_other_generators() => await Project.With(
        """
        return await Worker.RunAsync();
        [Unit] public sealed partial class Api(Nothing nothing);
        """).WithCompilerErrors("CS0246").DiagnosticsAsync(Rule);
}
