namespace Lifecycle.Generator.Tests;

/// <summary>Units that are attached at run time: what is generated for them, run on the real engine.</summary>
public class AttachTests
{
    [Fact]
    public async Task P7_what_an_attached_unit_depends_on_is_known_without_reflection()
    {
        var log = await Execution.LogOf("""
            public interface IPart;
            [Unit] public sealed partial class Database
            {
                [OnStartup] private void Up() => Test.Log.Add("up Database");
                [OnShutdown] private void Down() => Test.Log.Add("down Database");
            }
            [Unit] public sealed partial class Part : IPart
            {
                [OnStartup] private void Up() => Test.Log.Add("up Part");
                [OnShutdown] private void Down() => Test.Log.Add("down Part");
            }
            [Unit] public sealed partial class Clock
            {
                [OnShutdown] private void Down() => Test.Log.Add("down Clock");
            }
            [Unit, DependsOn<Clock>] public sealed partial class Formatter(Database? database, IReadOnlyList<IPart> parts, string name, int count = 1)
            {
                [OnStartup] private void Up() => Test.Log.Add($"up Formatter {name} {count} with {database is not null} and {parts.Count}");
                [OnShutdown] private void Down() => Test.Log.Add("down Formatter");
            }
            [Unit] public sealed partial class Page(Formatter formatter)
            {
                [OnShutdown] private void Down() => Test.Log.Add("down Page of " + formatter.GetType().Name);
            }
            [Worker, Mixin<Database>, Mixin<Part>, Mixin<Clock>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    var formatter = new Formatter(server.Database, [server.Part], "json");
                    await server.AttachAsync(formatter);
                    await server.AttachAsync(new Page(formatter));
                    await server.StopUnitAsync<Clock>();
                    await server.StartUnitAsync<Page>();
                    await server.StopUnitAsync<Part>();
                    await server.StartUnitAsync<Formatter>();
                    await server.DetachAsync(formatter);
                    Log.Add(string.Join(", ", server.Units));
                }
            }
            """);

        Assert.Equal(
            [
                "up Database", "up Part", "up Formatter json 1 with True and 1",
                "down Page of Formatter", "down Formatter", "down Clock", "up Formatter json 1 with True and 1",
                "down Page of Formatter", "down Formatter", "down Part", "up Part", "up Formatter json 1 with True and 1",
                "down Formatter", "Clock: Started, Database: Started, Part: Started", "down Part", "down Database", "down Clock",
            ],
            log);
    }

    private const string Formats = """
        [ExtensionPoint] public interface IFormat;
        [Extension(Priority = 5)] public sealed class Csv : IFormat;
        [Unit(AutoInclude = false), Extension(Priority = 10)] public sealed partial class Xml(string name) : IFormat
        {
            [OnStartup] private async Task Up(IWorkerContext context)
            {
                Test.Look("xml starts");
                await Task.Yield();
                if (name == "bad") throw new System.FormatException(name);
            }
            [OnReady] private void Ready() { Test.Look("xml is ready"); if (name == "late") throw new System.FormatException(name); }
            [OnDrain] private void Drain() => Test.Look("xml drains");
            public override string ToString() => name;
        }
        [Unit(AutoInclude = false)] public sealed partial class Plain : IFormat;
        [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats)
        {
            public string Formats => string.Join(",", formats);
            [OnStartup] private void Up() => Test.Look("printer starts");
        }
        [Worker] public sealed partial class Server;
        public static partial class Test
        {
            private static Server s_server = null!;
            public static void Look(string when) => Log.Add($"{when}: {string.Join(",", s_server.Extensions<IFormat>())}");
        }

        """;

    [Fact]
    public async Task P7_extensions_of_an_attached_unit_come_when_it_has_started_and_go_before_it_drains()
    {
        var log = await Execution.LogOf(Formats + """
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = s_server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    var xml = new Xml("xml");
                    var plain = new Plain();
                    await server.AttachAsync(xml);
                    await server.AttachAsync(plain);
                    Log.Add(server.Printer.Formats + "; " + server.Extension<IFormat>());
                    await server.StopUnitAsync<Xml>();
                    await server.StartUnitAsync<Xml>();
                    await server.ReloadAsync();
                    Look("reloaded");
                    await server.StopAsync();
                    Look("down");
                    await server.StartAsync();
                    await server.DetachAsync(plain);
                    await server.DetachAsync(xml);
                    Log.Add(server.Printer.Formats);
                }
            }
            """);

        Assert.Equal(
            [
                "printer starts: Csv",
                "xml starts: Csv", "xml is ready: xml,Csv", "xml,Csv,Plain; xml",
                "xml drains: Csv,Plain", "xml starts: Csv,Plain", "xml is ready: xml,Csv,Plain",
                "xml drains: Csv", "printer starts: Csv", "xml starts: Csv", "xml is ready: xml,Csv,Plain", "reloaded: xml,Csv,Plain",
                "xml drains: Csv", "down: Csv",
                "printer starts: Csv", "xml starts: Csv", "xml is ready: xml,Csv,Plain",
                "xml drains: Csv", "Csv",
            ],
            log);
    }

    [Theory]
    [InlineData("bad")]
    [InlineData("late")]
    public async Task P7_an_attached_unit_that_fails_leaves_no_extension(string name)
    {
        var log = await Execution.LogOf(Formats + $$"""
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = s_server = new Server();
                    await server.AttachAsync(new Plain());
                    Look("before the start");
                    await server.StartAsync();
                    try { await server.AttachAsync(new Xml("{{name}}")); }
                    catch (UnitStartException e) { Log.Add(e.InnerException!.Message); }
                    Log.Add(server.Printer.Formats);
                }
            }
            """);

        Assert.Equal(["before the start: ", "printer starts: Csv", "xml starts: Csv,Plain", name, "Csv,Plain"],
            log.Where(line => line != "xml is ready: late,Csv,Plain"));
    }

    [Fact]
    public async Task A_unit_that_is_not_included_by_itself_is_in_a_worker_that_names_or_needs_it_and_in_no_other()
    {
        var log = await Execution.LogOf("""
            public interface IFormat;
            [Unit] public sealed partial class Csv : IFormat;
            [Unit(AutoInclude = false)] public sealed partial class Xml : IFormat;
            [Unit(AutoInclude = false)] public partial class Html;
            [Unit] public sealed partial class Page(Html html, IFormat one, Xml? xml, IReadOnlyList<IFormat> all)
            {
                public override string ToString() => $"{html} {one} {xml} {all.Count}";
            }
            [Unit] public partial class Store;
            [Unit(AutoInclude = false)] public sealed partial class BigStore(string path) : Store { public override string ToString() => path; }
            [Worker] public sealed partial class All;
            [Worker, Mixin<Page>] public sealed partial class Some;
            [Worker, Mixin<Page>, Mixin<Xml>, Bind<IFormat, Csv>] public sealed partial class Named;
            [Worker, Mixin<Page>, Bind<IFormat, Xml>] public sealed partial class Bound;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    foreach (LifecycleWorker worker in new LifecycleWorker[] { new All(), new Some(), new Named(), new Bound() })
                    {
                        await worker.StartAsync();
                        Log.Add(string.Join(" ", System.Linq.Enumerable.Select(worker.Units, unit => unit.Id)));
                        await worker.DisposeAsync();
                    }
                    await using var named = new Named();
                    await named.StartAsync();
                    Log.Add(named.Page.ToString());
                }
            }
            """);

        Assert.Equal(["Csv Html Page Store", "Csv Html Page", "Csv Html Xml Page", "Csv Html Xml Page", "Html Csv Xml 2"], log);
    }

    [Fact]
    public void Only_units_that_depend_on_something_say_what_and_what_is_obsolete_gives_no_warning()
    {
        var run = GeneratorHarness.Run("""
            #pragma warning disable CS0618
            [System.Obsolete("old")] public interface IOld;
            [Unit] public sealed partial class Store(string path, int count, System.TimeProvider clock)
            {
                public override string ToString() => path + count + clock;
            }
            [Unit] public sealed partial class Api(Store store, IOld old) { public override string ToString() => store.ToString() + old; }
            [Worker] public sealed partial class Server;
            """);

        var texts = run.Output.SyntaxTrees.Select(tree => tree.ToString()).Where(text => text.Contains(".Needs(", StringComparison.Ordinal)).ToList();
        Assert.Contains("IUnit.Needs(object unit) => unit is global::Store | unit is global::IOld;", Assert.Single(texts), StringComparison.Ordinal);
    }
}
