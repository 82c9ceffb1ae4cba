namespace Lifecycle.Gen.Generator.Tests;

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

    [Fact]
    public void Only_units_that_depend_on_something_say_what_and_what_is_obsolete_gives_no_warning()
    {
        var run = GeneratorHarness.Run("""
            #pragma warning disable CS0618
            [System.Obsolete("old")] public interface IOld;
            [Unit] public sealed partial class Store(string path, int count, System.TimeProvider clock) { public override string ToString() => path + count + clock; }
            [Unit] public sealed partial class Api(Store store, IOld old) { public override string ToString() => store.ToString() + old; }
            [Worker] public sealed partial class Server;
            """);

        var texts = run.Output.SyntaxTrees.Select(tree => tree.ToString()).Where(text => text.Contains(".Needs(", StringComparison.Ordinal)).ToList();
        Assert.Contains("IUnit.Needs(object unit) => unit is global::Store || unit is global::IOld;", Assert.Single(texts), StringComparison.Ordinal);
    }
}
