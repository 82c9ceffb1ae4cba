using static Lifecycle.Generator.Tests.JournaledLibraries;

namespace Lifecycle.Generator.Tests;

/// <summary>What units of libraries may use, each composed by an application that has only their compiled assemblies, and run on the real engine.</summary>
public class CrossAssemblyFeatureTests
{
    [Fact]
    public async Task Private_hooks_of_custom_phases_in_base_units_of_two_libraries_run_in_their_places()
    {
        var inner = Library("Inner", """
            [Phase(After = typeof(OnStartupAttribute))] public sealed class OmegaAttribute : PhaseAttribute;
            [Phase(Order = PhaseOrder.Backward)] public sealed class FlushAttribute : PhaseAttribute;
            [Unit] public partial class Base
            {
                [Omega] private void First() => Journal.Add("omega base");
                [Omega] protected virtual void Second() => Journal.Add("never: it is overridden");
                [Flush] private async Task SaveAsync(CancellationToken token) { await Task.Yield(); Journal.Add("flush base " + token.CanBeCanceled); }
                [OnShutdown] private void Down() => Journal.Add("down base");
            }
            """);
        var outer = Library("Outer", """
            [Phase(Before = typeof(Inner.OmegaAttribute))] public sealed class AlphaAttribute : PhaseAttribute;
            [Unit] public partial class Middle : Inner.Base
            {
                [Alpha(TimeoutSeconds = 5)] private ValueTask EarlyAsync(IWorkerContext context)
                {
                    Journal.Add("alpha middle of " + context.UnitId);
                    return default;
                }
                [Inner.Flush] private void Save() => Journal.Add("flush middle");
            }
            """, inner);
        var log = await LogOf("""
            [Phase(After = typeof(Outer.AlphaAttribute))] public sealed class BetaAttribute : PhaseAttribute;
            [Unit] public sealed partial class Leaf : Outer.Middle
            {
                [Beta] private void Between() => Journal.Add("beta leaf");
                [Inner.Omega] protected override void Second() => Journal.Add("omega leaf, for base");
                [Inner.Omega] private void Own() => Journal.Add("omega leaf");
                [OnShutdown] private void Mine() => Journal.Add("down leaf");
            }
            [Worker] public sealed partial class Server;
            """, """
            await using (var server = new Server(new WorkerOptions { MaxConcurrency = 1 }))
            {
                foreach (var phase in server.Plan.Phases)
                    Log.Add(phase.ToString());
                await server.StartAsync();
                await server.FlushAsync();
            }
            """, inner, outer);
        Assert.Equal(
            [
                "Outer.AlphaAttribute after OnStartup, forward", "BetaAttribute after OnStartup, forward", "Inner.OmegaAttribute after OnStartup, forward",
                "Inner.FlushAttribute on request, backward",
                "alpha middle of Leaf", "beta leaf", "omega base", "omega leaf, for base", "omega leaf", "flush middle", "flush base True", "down leaf",
                "down base",
            ],
            log);
    }

    [Fact]
    public async Task What_a_library_keeps_out_of_workers_is_in_those_that_name_or_need_it()
    {
        var library = Library("Lib", """
            public interface ICheck { string Name { get; } }
            [Unit(AutoInclude = false)] public sealed partial class Extra : ICheck
            {
                public string Name => "extra";
                [OnStartup] private void Up() => Journal.Add("extra");
            }
            [Unit] public sealed partial class Usual : ICheck { public string Name => "usual"; [OnStartup] private void Up() => Journal.Add("usual"); }
            [Unit(AutoInclude = false)] public sealed partial class Needs(Extra extra) { [OnStartup] private void Up() => Journal.Add("needs " + extra.Name); }
            [Unit(AutoStart = false)] public sealed partial class Later(Usual usual)
            {
                [OnStartup] private void Up() => Journal.Add("later than " + usual.Name);
            }
            """);
        var log = await LogOf("""
            [Unit] public sealed partial class Mine(IReadOnlyList<Lib.ICheck> checks, Lib.Extra? extra)
            {
                [OnStartup] private void Up() => Journal.Add($"mine {checks.Count} {extra is not null}");
            }
            [Worker(IncludeReferenced = true)] public sealed partial class All;
            [Worker, Mixin<Mine>, Mixin<Lib.Extra>] public sealed partial class Named;
            [Worker, Mixin<Lib.Needs>] public sealed partial class Needing;
            """, """
            var options = new WorkerOptions { MaxConcurrency = 1 };
            await using (var all = new All(options))
            {
                await all.StartAsync();
                Journal.Add("- " + all.Units.Count);
                await all.StartUnitAsync<Lib.Later>();
            }
            Journal.Add("-");
            await using (var named = new Named(options))
                await named.StartAsync();
            Journal.Add("-");
            await using (var needing = new Needing(options))
                await needing.StartAsync();
            """, library);
        Assert.Equal(["usual", "mine 1 False", "- 3", "later than usual", "-", "extra", "usual", "mine 2 True", "-", "extra", "needs extra"], log);
    }

    [Fact]
    public async Task Inputs_of_libraries_keep_their_defaults_and_are_shared_with_those_of_others()
    {
        var inner = Library("Inner", """
            public enum Mode { Slow = 1, Fast = 7 }
            public static class Limits { public const int Most = 12; }
            public sealed record Settings(string Name);
            [Unit] public sealed partial class Part(
                string name, System.Uri address, Settings settings, string text = "a \"b\"\n\\c {d} é", int size = Limits.Most,
                Mode mode = Mode.Fast, char sign = '\'', double rate = 1.5e300, double none = double.NaN,
                decimal price = 1.10m, long least = long.MinValue, System.TimeSpan wait = default, string? nothing = null, Mode? maybe = null,
                float third = 1f / 3, bool yes = true, byte small = 255, System.Guid id = default, string @class = "")
            {
                [OnStartup] private void Up() => Journal.Add(string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"{name} {address.Host} {settings.Name} {text} {size} {mode} {sign} {rate} {none} "
                    + $"{price} {least} {wait} {nothing is null} {maybe is null} {third == 1f / 3} {yes} {small} {id == default} {@class.Length}"));
            }
            """);
        var outer = Library("Outer", """
            [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Other(string name, Inner.Settings? settings, int size = Inner.Limits.Most)
            {
                private static bool IsWanted(Inner.Mode mode = Inner.Mode.Fast) => mode == Inner.Mode.Fast;
                [OnStartup] private void Up() => Journal.Add($"{name} {settings?.Name} {size}");
            }
            """, inner);
        var log = await LogOf("""
            [Unit] public sealed partial class Mine(string name, int other, System.TimeProvider time, Microsoft.Extensions.Logging.ILogger<Mine> logger)
            {
                [OnStartup] private void Up() => Journal.Add($"{name} {other} {time is not null} {logger is not null}");
            }
            [Worker(IncludeReferenced = true)] public sealed partial class Server;
            """, """
            var options = new WorkerOptions { MaxConcurrency = 1 };
            var host = new System.Uri("http://host");
            await using (var server = new Server(name: "n", address: host, settings: new Inner.Settings("s"), other: 5, options: options))
                await server.StartAsync();
            var other = new Server(name: "m", address: host, settings: new Inner.Settings("t"), other: 6, size: 3, mode: Inner.Mode.Slow, options: options);
            await using (other)
                await other.StartAsync();
            """, inner, outer);
        const string Defaults = " ' 1.5E+300 NaN 1.10 -9223372036854775808 00:00:00 True True True True 255 True 0";
        Assert.Equal(
            [
                "n host s a \"b\"\n\\c {d} é 12 Fast" + Defaults, "n 5 True True", "n s 12",
                "m host t a \"b\"\n\\c {d} é 3 Slow" + Defaults, "m 6 True True",
            ],
            log);
    }

    [Fact]
    public async Task Types_and_names_of_any_shape_come_through()
    {
        var odd = GeneratorHarness.CompileLibrary("My-Library.2 (é)", """
            public struct Point;
            public delegate string Print(int number);
            [Unit] public sealed partial class Global(
                Print print, System.Func<int, string?> text, (int Left, string[]? Right) pair, Point? point,
                (int?, Point?)? points, dynamic any, List<int?>[,] grid, int? @int = 5, params object[] rest)
            {
                [OnStartup] private void Up() =>
                    Journals.Journal.Add($"{print(1)} {text(pair.Left)} {pair.Right?.Length} {point is null} {points is null} "
                        + $"{any.Length} {grid.Length} {@int} {rest.Length}");
            }
            namespace @namespace.Inner
            {
                public static partial class Outer
                {
                    [Unit(Id = "odd\n\"id\" \u2028")] public sealed partial class @class(Global @new)
                    {
                        [OnStartup] private void @void() => Journals.Journal.Add(@new.GetType().Name);
                    }
                }
            }
            """, Journal);
        var log = await LogOf(
            """
            [Unit] public sealed partial class Mine(@namespace.Inner.Outer.@class other)
            {
                [OnStartup] private void Up() => Journal.Add(other.GetType().FullName!);
            }
            [Worker] public sealed partial class Server;
            """,
            """
            await using (var server = new Server(
                print: number => "p" + number, text: number => "t" + number, pair: (7, ["x"]), point: null, points: null, any: "abc",
                grid: new List<int?>[2, 2], rest: ["a", "b"], options: new WorkerOptions { MaxConcurrency = 1 }))
            {
                await server.StartAsync();
                Journal.Add(server.@class.GetType().Name + server.Units[1].Id.Length);
            }
            """, odd);
        Assert.Equal(["p1 t7 1 True True 3 4 5 2", "Global", "namespace.Inner.Outer+class", "class10"], log);
    }

    [Fact]
    public async Task Extensions_of_three_assemblies_are_one_list_and_each_ends_in_its_turn()
    {
        var inner = Library("Inner", """
            [ExtensionPoint] public interface IFormat { string Name { get; } }
            [ExtensionPoint] public abstract class Style { public abstract string Look { get; } }
            [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats, System.Collections.Immutable.ImmutableArray<Style> styles)
            {
                [OnReady] private void Print()
                {
                    foreach (var format in formats) Journal.Add(format.Name);
                    foreach (var style in styles) Journal.Add(style.Look);
                }
            }
            [Extension(Priority = 5)] public sealed class Text : IFormat { public string Name => "text"; }
            """);
        var outer = Library("Outer", """
            [Unit, Extension(Priority = 9)] public sealed partial class Json(System.TimeProvider time) : Inner.IFormat
            {
                public string Name => $"json {_isUp} {time is not null}";
                private bool _isUp;
                [OnStartup] private void Up() => _isUp = true;
            }
            [Extension] public sealed class Csv(Json json, string separator = ";") : Inner.IFormat, System.IDisposable
            {
                public string Name => "csv with " + separator + " after " + json.Name;
                public void Dispose() => Journal.Add("csv disposed");
            }
            [Extension] public sealed class Bold : Inner.Style { public override string Look => "bold"; }
            """, inner);
        var log = await LogOf("""
            [Extension(Priority = 7)] public sealed class Html : Inner.IFormat, System.IAsyncDisposable
            {
                public string Name => "html";
                public ValueTask DisposeAsync() { Journal.Add("html disposed"); return default; }
            }
            [Unit(AutoInclude = false)] public sealed partial class Late : Inner.IFormat { public string Name => "late"; }
            [Worker, Mixin<Inner.Printer>] public sealed partial class Server;
            """, """
            await using (var server = new Server(options: new WorkerOptions { MaxConcurrency = 1 }))
            {
                await server.StartAsync();
                Journal.Add(server.Extension<Inner.IFormat>().Name);
                await server.AttachAsync(new Late());
                Journal.Add(server.Extensions<Inner.IFormat>()[^1].Name);
            }
            """, inner, outer);
        Assert.Equal(["json True True", "html", "text", "csv with ; after json True True", "bold", "json True True", "late"], log.Take(7));
        Assert.Equal(["csv disposed", "html disposed"], log.Skip(7).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Policies_lifespans_health_and_metadata_of_a_library_are_those_of_the_running_unit()
    {
        var library = Library("Lib", """
            [Unit(Id = "loop", DisplayName = "The loop", Version = "2")] public sealed partial class Loop
            {
                private int _runs;
                [Lifespan] private async IAsyncEnumerable<int> LiveAsync() { Journal.Add("lives"); await Task.Yield(); yield return 1; Journal.Add("lived"); }
                [Background(OnFailure = FailurePolicy.Restart, OnCompletion = CompletionPolicy.StopWorker, MaxRestarts = 2)] private void Work()
                {
                    if (++_runs < 3) throw new System.IO.IOException("again");
                    Journal.Add("run " + _runs);
                }
                [HealthCheck] private bool IsWell() => _runs < 0;
            }
            """);
        var log = await LogOf("[Worker(IncludeReferenced = true)] public sealed partial class Server;", """
            await using (var server = new Server(new WorkerOptions { MaxConcurrency = 1 }))
            {
                await server.StartAsync();
                await server.WaitAsync();
                var unit = server.Units[0];
                Journal.Add($"{unit.Id} {unit.DisplayName} {unit.Version} {unit.State}");
            }
            """, library);
        Assert.Equal(["lives", "run 3", "lived", "loop The loop 2 Stopped"], log);
    }
}
