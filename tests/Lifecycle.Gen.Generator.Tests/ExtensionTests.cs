namespace Lifecycle.Generator.Tests;

/// <summary>Extension points and extensions: what is generated for them, run on the real engine.</summary>
public class ExtensionTests
{
    private const string Formats = """
        [ExtensionPoint] public interface IFormat { string Name { get; } }
        [Extension] public sealed class Csv : IFormat { public string Name => "csv"; }
        [Extension(Priority = 10)] public sealed class Json(Database database) : IFormat, System.IDisposable
        {
            public string Name => "json of " + database.State;
            public void Dispose() => Test.Log.Add("disposed json while the database was " + database.State);
        }
        [Extension(Priority = 5)] public sealed class Table(string border) : IFormat { public string Name => "table " + border; }
        [Unit] public sealed partial class Plain : IFormat { public string Name => "plain"; }
        [Unit, Extension(Priority = 10)] public sealed partial class Xml : IFormat
        {
            public string Name => "xml";
            [OnStartup] private void Up() => Test.Log.Add("up xml");
        }
        [Unit] public sealed partial class Database : System.IDisposable
        {
            public string State { get; private set; } = "new";
            [OnStartup] private void Up() => State = "up";
            [OnShutdown] private void Down() => State = "down";
            public void Dispose() => State = "disposed";
        }
        [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats, IFormat[] copy)
        {
            [OnStartup] private void Up() =>
                Test.Log.Add($"up printer with {string.Join(", ", System.Linq.Enumerable.Select(formats, format => format.Name))}; {copy.Length}");
        }

        """;

    [Fact]
    public async Task P5_extensions_come_by_priority_then_as_declared_and_the_single_lookup_gives_the_highest()
    {
        var log = await Execution.LogOf(Formats + """
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server("=", new WorkerOptions { MaxConcurrency = 1 });
                    var list = server.Extensions<IFormat>();
                    Log.Add("before: " + list.Count);
                    await server.StartAsync();
                    Log.Add(string.Join(", ", System.Linq.Enumerable.Select(list, format => format.Name)));
                    Log.Add(server.Extension<IFormat>().Name + " " + list[4].Name + " " + ReferenceEquals(list, server.Extensions<IFormat>()));
                    await server.StopAsync();
                    Log.Add("after: " + list.Count);
                }
            }
            """);
        const string All = "json of up, xml, table =, csv, plain";
        Assert.Equal(["before: 0", "up xml", $"up printer with {All}; 5", All, "json of up plain True", "after: 5",
            "disposed json while the database was down"], log);
    }

    [Fact]
    public async Task P5_an_empty_point_throws_and_names_itself()
    {
        var log = await Execution.LogOf("""
            [ExtensionPoint] public interface IFormat;
            [Unit] public sealed partial class Printer(IReadOnlyCollection<IFormat> formats)
            {
                [OnStartup] private void Up() => Test.Log.Add("up with " + formats.Count);
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    try { _ = server.Extension<IFormat>(); }
                    catch (UnitStateException e) { Log.Add(e.Message); }
                }
            }
            """);
        Assert.Equal(["up with 0",
            "Server has no extension of IFormat: either none is marked with [Extension] or attached, or the worker's units do not exist yet."], log);
    }

    [Theory]
    [InlineData("[Unit] public sealed partial class All", "IReadOnlyList<IFormat>")]
    [InlineData("[Unit] public sealed partial class All", "IFormat[]")]
    [InlineData("[Extension] public sealed class All", "IEnumerable<IFormat>")]
    [InlineData("[Extension] public sealed class All", "System.Collections.Immutable.ImmutableArray<IFormat>")]
    public async Task A_composite_of_a_point_gets_the_others(string head, string list)
    {
        var log = await Execution.LogOf($$"""
            [ExtensionPoint] public interface IFormat { string Name { get; } }
            [Extension] public sealed class Csv : IFormat { public string Name => "csv"; }
            [Extension(Priority = 2)] public sealed class Xml : IFormat { public string Name => "xml"; }
            [Unit(AutoInclude = false)] public sealed partial class Late : IFormat { public string Name => "late"; }
            {{head}}({{list}} formats) : IFormat
            {
                public string Name => string.Join("+", System.Linq.Enumerable.Select(formats, format => format.Name));
            }
            [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats)
            {
                public string Names => string.Join(", ", System.Linq.Enumerable.Select(formats, format => format.Name));
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    Log.Add(server.Printer.Names);
                    await server.AttachAsync(new Late());
                    Log.Add(server.Printer.Names);
                }
            }
            """);
        var follows = list.StartsWith('I') && list.EndsWith('>');
        Assert.Equal(["xml, csv, xml+csv", $"xml, csv, xml+csv{(follows ? "+late" : "")}, late"], log);
    }

    /// <summary>P6: extensions of one priority come as they are declared, whatever their names and the order of files.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void P6_ties_go_by_declaration_and_the_order_of_files_is_no_difference(bool turned)
    {
        (string, string)[] files =
        [
            ("1.cs", "[ExtensionPoint] public abstract class Format; [Extension] public sealed class Z : Format; [Extension] public sealed class B : Format;"),
            ("2.cs",
                """
                [Extension] public sealed class A : Format;
                [Unit] public sealed partial class Printer(IReadOnlyList<Format> formats) { public object Needs => formats; }
                """),
            ("3.cs", "[Worker] public sealed partial class Server;"),
        ];
        var input = new GeneratorInput();
        foreach (var (path, text) in turned ? files.Reverse() : files)
            input.Files.Add(path, text);
        var text2 = GeneratorHarness.Run(input).File("Server.Worker");
        Assert.Contains("AsUnit(0, Extend(new global::A(), 0, 2))", text2, StringComparison.Ordinal);
        Assert.Contains("AsUnit(1, Extend(new global::B(), 0, 1))", text2, StringComparison.Ordinal);
        Assert.Contains("AsUnit(2, Extend(new global::Z(), 0, 0))", text2, StringComparison.Ordinal);
        Assert.Contains("new global::Printer(Extensions<global::Format>())", text2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_with_mixins_has_the_extensions_that_are_taken_and_none_that_is_disabled()
    {
        var log = await Execution.LogOf("""
            [ExtensionPoint] public interface IFormat;
            [ExtensionPoint] public interface IOther;
            [Extension] public sealed class Csv : IFormat { public Csv() => Test.Log.Add("made csv"); }
            [Extension] public sealed class Other : IOther { public Other() => Test.Log.Add("made other"); }
            [Unit(EnabledBy = nameof(IsOn)), Extension(Priority = 3)] public sealed partial class Xml : IFormat { private static bool IsOn(bool xml) => xml; }
            [Unit] public sealed partial class Printer(IEnumerable<IFormat> formats)
            {
                [OnStartup] private void Up() => Test.Log.Add(string.Join(",", formats));
            }
            [Worker, Mixin<Printer>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server(xml: false)) await server.StartAsync();
                    await using (var server = new Server(xml: true)) await server.StartAsync();
                }
            }
            """);
        Assert.Equal(["made csv", "Csv", "made csv", "Xml,Csv"], log);
    }

    [Fact]
    public async Task A_start_that_fails_leaves_no_extension_behind_and_the_next_one_has_its_own()
    {
        var log = await Execution.LogOf("""
            [ExtensionPoint] public interface IFormat;
            [Extension] public sealed class Csv : IFormat
            {
                private static int s_made;
                private readonly int _number = ++s_made;
                public override string ToString() => "csv " + _number;
            }
            [Unit] public sealed partial class Odd(IReadOnlyList<IFormat> formats)
            {
                private static bool s_ok;
                [OnStartup] private void Up() { Test.Log.Add(string.Join(",", formats)); if (!s_ok) { s_ok = true; throw new System.FormatException("once"); } }
            }
            [Worker] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    try { await server.StartAsync(); } catch (UnitStartException) { Log.Add("failed, " + server.Extensions<IFormat>().Count); }
                    await server.StartAsync();
                    Log.Add(string.Join(",", server.Extensions<IFormat>()));
                }
            }
            """);
        Assert.Equal(["csv 1", "failed, 0", "csv 2", "csv 2"], log);
    }

    [Fact]
    public void An_extension_added_in_another_file_concerns_the_worker_only()
    {
        GeneratorInput input = new()
        {
            Files =
            {
                ["Units.cs"] =
                    """
                    [ExtensionPoint] public interface IFormat;
                    [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats) { public object Needs => formats; }
                    """,
                ["Formats.cs"] = "public sealed class Csv : IFormat;",
                ["Server.cs"] = "[Worker] public sealed partial class Server;",
            },
        };
        Assert.Equal(["Server.Worker"],
            IncrementalityTests.OutputsAfter(input, "Formats.cs", "public sealed class Csv", "[Extension] public sealed class Csv"));
    }

    [Fact]
    public void A_priority_concerns_the_unit_itself_and_the_worker()
    {
        GeneratorInput input = new()
        {
            Files =
            {
                ["Units.cs"] = "[ExtensionPoint] public interface IFormat; [Unit, Extension] public sealed partial class Csv : IFormat;",
                ["Server.cs"] = "[Worker] public sealed partial class Server;",
            },
        };
        Assert.Equal(["Csv.Unit", "Server.Worker"], IncrementalityTests.OutputsAfter(input, "Units.cs", "Extension]", "Extension(Priority = -2)]"));
    }
}
