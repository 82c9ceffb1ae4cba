using Lifecycle.Generator;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator.Tests;

/// <summary>Units of libraries, composed by an application that references nothing but their compiled assemblies.</summary>
public class CrossAssemblyTests
{
    private static readonly CompiledLibrary s_storage = GeneratorHarness.CompileLibrary("Storage", """
        namespace Storage;

        public interface IStore { string Name { get; } }

        internal sealed class Connection(string path) { public string Path => path; }

        [Unit] public sealed partial class FileStore(string path, System.TimeSpan timeout = default) : IStore
        {
            private readonly Connection _connection = new(path);
            public string Name => _connection.Path + timeout;
            [OnStartup] private void Open() { }
        }

        [Unit] public sealed partial class Unwanted { [OnInit] private void Never() { } }

        [Unit] internal sealed partial class Hidden;
        """);

    private static readonly CompiledLibrary s_web = GeneratorHarness.CompileLibrary("Web", """
        namespace Web;
        [Unit] public sealed partial class Api(Storage.IStore store)
        {
            [OnReady] private void Use() => System.Console.WriteLine(store);
        }
        """, s_storage);

    [Fact]
    public void What_own_units_need_is_taken_from_references_and_nothing_else()
    {
        var worker = Run(
            """
            [Unit] public sealed partial class Mine(Web.Api api) { [OnInit] private void Use() => System.Console.WriteLine(api); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Equal(["Storage.FileStore", "Web.Api", "Mine"], UnitsOf(worker));
        Assert.Contains("public Server(string path, global::System.TimeSpan timeout = default, ", worker, StringComparison.Ordinal);
        Assert.Contains("public global::Web.Api Api => GetUnit<global::Web.Api>(1);", worker, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_takes_all_units_of_references_when_it_says_so() =>
        Assert.Equal(
            ["Mine", "Storage.FileStore", "Storage.Unwanted", "Web.Api"],
            UnitsOf(Run("[Unit] public sealed partial class Mine; [Worker(IncludeReferenced = true)] public sealed partial class Server;")
                .File("Server.Worker")));

    [Fact]
    public void Mixins_bindings_and_orderings_may_name_units_of_references()
    {
        Assert.Equal(["Storage.FileStore", "Web.Api"], UnitsOf(Run("[Worker, Mixin<Web.Api>] public sealed partial class Server;").File("Server.Worker")));
        Assert.Equal(
            ["Fake", "Web.Api"],
            UnitsOf(Run(
                """
                [Unit] public sealed partial class Fake : Storage.IStore { public string Name => ""; }
                [Worker, Mixin<Web.Api>, Bind<Storage.IStore, Fake>] public sealed partial class Server;
                """).File("Server.Worker")));
        Assert.Equal(
            ["Storage.Unwanted", "Mine"],
            UnitsOf(Run("[Unit, DependsOn<Storage.Unwanted>] public sealed partial class Mine; [Worker] public sealed partial class Server;")
                .File("Server.Worker")));
    }

    [Fact]
    public void What_the_assembly_has_itself_comes_before_what_others_offer() =>
        Assert.Equal(
            ["Mine", "Web.Api"],
            UnitsOf(Run(
                """
                [Unit] public sealed partial class Mine : Storage.IStore { public string Name => ""; }
                [Worker, Mixin<Web.Api>] public sealed partial class Server;
                """).File("Server.Worker")));

    [Fact]
    public void Optional_dependencies_bring_nothing_in() =>
        Assert.Equal(
            ["Mine"],
            UnitsOf(Run(
                """
                [Unit] public sealed partial class Mine(Storage.Unwanted? other)
                {
                    [OnInit] private void Use() => System.Console.WriteLine(other);
                }
                [Worker] public sealed partial class Server;
                """).File("Server.Worker")));

    [Fact]
    public void An_inner_library_need_not_be_named()
    {
        var outer = GeneratorHarness.CompileLibrary("Outer",
            """
            namespace Outer;
            [Unit] public sealed partial class Shop(Web.Api api) { [OnInit] private void Use() => System.Console.WriteLine(api); }
            """,
            s_web, s_storage);
        Assert.Equal(
            ["Storage.FileStore", "Web.Api", "Outer.Shop"],
            UnitsOf(GeneratorHarness.Run(Input("[Worker, Mixin<Outer.Shop>] public sealed partial class Server;", outer, s_storage, s_web))
                .File("Server.Worker")));
    }

    [Fact]
    public void The_order_of_references_and_references_that_are_there_twice_are_no_difference()
    {
        const string Source = """
            public interface ICheck;
            [Unit] public sealed partial class Mine(Web.Api api, IReadOnlyList<Storage.IStore> stores)
            {
                [OnInit] private void Use() => System.Console.WriteLine((api, stores));
            }
            [Worker(IncludeReferenced = true)] public sealed partial class Server;
            """;
        var third = GeneratorHarness.CompileLibrary("Another",
            """
            namespace Another;
            [Unit] public sealed partial class Store : Storage.IStore { public string Name => ""; }
            [Unit] public sealed partial class Api;
            """,
            s_storage);
        const string Whole = Source + "[Worker, Mixin<Mine>, Bind<Storage.IStore, Storage.FileStore>] public sealed partial class Other;";
        var expected = GeneratorHarness.Run(Input(Whole, s_storage, s_web, third)).Files;
        CompiledLibrary[][] orders = [[third, s_web, s_storage], [s_web, third, s_storage, s_web], [s_web, s_storage, third, s_storage with { }]];
        foreach (var order in orders)
            Assert.Equal(expected, GeneratorHarness.Run(Input(Whole, order)).Files);
    }

    [Fact]
    public void Units_of_one_name_in_two_references_have_properties_with_their_namespaces()
    {
        var other = GeneratorHarness.CompileLibrary("Other",
            "namespace Other; [Unit] public sealed partial class Api; [Unit] public sealed partial class State;");
        var worker = GeneratorHarness.Run(Input("[Worker(IncludeReferenced = true)] public sealed partial class Server;", s_storage, s_web, other))
            .File("Server.Worker");
        Assert.Equal(["Other.Api", "Other.State", "Storage.FileStore", "Storage.Unwanted", "Web.Api"], UnitsOf(worker));
        Assert.DoesNotContain(" Api => ", worker, StringComparison.Ordinal);
        Assert.DoesNotContain(" State => ", worker, StringComparison.Ordinal);
        Assert.All(
            ["FileStore", "OtherApi", "WebApi", "OtherState"],
            name => Assert.Contains($" {name} => ", worker, StringComparison.Ordinal));
    }

    [Fact]
    public void Internal_units_are_for_friends_and_give_them_no_ambiguity()
    {
        const string Mine =
            """
            [Unit] internal sealed partial class Mine(Secret.Inner inner)
            {
                [OnInit] private void Use() => System.Console.WriteLine(inner);
            }
            [Worker] public sealed partial class Server;
            """;
        var secret = GeneratorHarness.CompileLibrary("Secret", """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Other")]
            namespace Secret
            {
                [Unit] internal sealed partial class Inner { [OnInit] private void Up() { } }
                [Unit] internal sealed partial class Both { [OnInit] private void Up() { } }
                [Unit] public sealed partial class Half { internal Half(Inner inner) => System.Console.WriteLine(inner); }
            }
            """);
        Assert.Equal(["Secret.Inner", "Mine"], UnitsOf(GeneratorHarness.Run(Input(Mine, secret)).File("Server.Worker")));
        // Of two classes of one name the compiler means the assembly's own.
        var run = GeneratorHarness.Run(Input(
            """
            namespace Secret { [Unit] internal sealed partial class Both; }
            namespace App { [Worker(IncludeReferenced = true)] public sealed partial class Server; }
            """,
            allowed: "CS0436", secret));
        Assert.Equal(["Secret.Both", "Secret.Inner", "Secret.Half"], UnitsOf(run.File("App.Server.Worker")));

        var stranger = new GeneratorInput
        {
            Assembly = "Stranger",
            Files = { ["A.cs"] = "[Unit] internal sealed partial class Mine; [Worker(IncludeReferenced = true)] public sealed partial class Server;" },
            References = [secret.Reference],
        };
        Assert.Equal(["Mine"], UnitsOf(GeneratorHarness.Run(stranger).File("Server.Worker")));
    }

    [Fact]
    public void A_unit_may_derive_from_one_of_a_reference_and_inherits_its_private_hooks()
    {
        var library = GeneratorHarness.CompileLibrary("Lib", """
            namespace Lib;
            [Unit] public partial class Root
            {
                [OnStartup(TimeoutSeconds = 5)] private Task FirstAsync() => Task.CompletedTask;
                [OnStartup] protected virtual void Second() { }
                [OnShutdown] private void Down() { }
            }
            [Unit] public partial class Middle : Root { [OnStartup] private void Third() { } }
            """);
        var run = GeneratorHarness.Run(Input("""
            [Unit] public sealed partial class Leaf : Lib.Middle
            {
                [OnStartup] protected override void Second() { }
                [OnStartup] private void Last() { }
                [OnShutdown] private void Before() { }
            }
            [Worker] public sealed partial class Server;
            """, library));
        Assert.Equal(["Leaf"], UnitsOf(run.File("Server.Worker")));
        var leaf = run.File("Leaf.Unit");
        string[] expected =
        [
            "protected override",
            "case 0x200: return base.InvokeHookAsync(0x200, call); // OnStartup of Root",
            "case 0x201: return base.InvokeHookAsync(0x201, call); // OnStartup of Root",
            "case 0x202: return base.InvokeHookAsync(0x202, call); // OnStartup of Middle",
            "case 0x203: Last(); return null; // OnStartup",
            "case 0x700: Before(); return null; // OnShutdown",
            "case 0x701: return base.InvokeHookAsync(0x700, call); // OnShutdown of Root",
            "new global::Lifecycle.Runtime.HookDefinition(0x200, \"FirstAsync\") { TimeoutSeconds = 5 }",
        ];
        Assert.All(expected, line => Assert.Contains(line, leaf, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reference_under_an_alias_alone_offers_nothing()
    {
        var input = new GeneratorInput
        {
            Files = { ["A.cs"] = "[Unit] public sealed partial class Mine; [Worker(IncludeReferenced = true)] public sealed partial class Server;" },
            References = [s_storage.Reference.WithAliases(["other"])],
        };
        Assert.Equal(["Mine"], UnitsOf(GeneratorHarness.Run(input).File("Server.Worker")));
    }

    [Fact]
    public void A_reference_that_is_a_project_and_not_yet_a_file_is_read_too()
    {
        var part = new GeneratorInput { Assembly = "Lib", Files = { ["Lib.cs"] = "namespace Lib; [Unit] public sealed partial class Part;" } };
        var library = GeneratorHarness.Run(part).Output;
        var input = new GeneratorInput
        {
            Files = { ["A.cs"] = "[Worker, Mixin<Lib.Part>] public sealed partial class Server;" },
            References = [library.ToMetadataReference()],
        };
        Assert.Equal(["Lib.Part"], UnitsOf(GeneratorHarness.Run(input).File("Server.Worker")));
    }

    private static GeneratorRun Run(string source) => GeneratorHarness.Run(Input(source, s_storage, s_web));

    private static GeneratorInput Input(string source, params CompiledLibrary[] libraries) => Input(source, "", libraries);

    private static GeneratorInput Input(string source, string allowed, params CompiledLibrary[] libraries) => new()
    {
        Files = { ["Units.cs"] = source },
        References = [.. libraries.Select(library => library.Reference)],
        AllowedDiagnostics = new HashSet<string> { allowed },
    };

    /// <summary>The ids of a worker's units in the order of its plan.</summary>
    private static List<string> UnitsOf(string worker) =>
        [.. worker.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('"') && line.Contains("\", // ", StringComparison.Ordinal))
            .Select(line => line.Split('"')[1])];
}
