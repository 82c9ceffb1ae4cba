namespace Lifecycle.Package.Tests;

/// <summary>
/// What the compiler accepts, in projects as users have them: it is composed right, or refused with a message at the project's own code, and nothing
/// is reported in generated files.
/// </summary>
public sealed class AnyProgramTests(PackedPackage package)
{
    [Fact]
    public async Task One_type_in_two_texts_is_one_and_variance_is_the_compilers()
    {
        var project = new StrangerProject(package, "Identity", "net10.0", """
            using Lifecycle;

            return await Server.RunAsync(range: (3, "high"), any: 7).ConfigureAwait(false);

            internal abstract record Event;
            internal sealed record Ordered : Event;
            internal interface IRead<out T> { T Value { get; } }
            internal interface IHandler<in T> { string Handle(T what); }

            [Unit] internal sealed partial class Pairs : IRead<(int Id, string Name)> { public (int Id, string Name) Value => (1, "pair"); }
            [Unit] internal sealed partial class Things : IRead<List<object>> { public List<object> Value => [2]; }
            [Unit] internal sealed partial class OfEvents : IHandler<Event> { public string Handle(Event what) => $"{what} by the general one"; }
            [Unit] internal sealed partial class OfOrders : IHandler<Ordered> { public string Handle(Ordered what) => $"{what} by its own"; }
            [Unit] internal sealed partial class Late : IHandler<Event> { public string Handle(Event what) => "bound"; }

            [Unit]
            internal sealed partial class Taker(
                IRead<(int, string)> pairs, IRead<List<dynamic>> things, IReadOnlyList<IHandler<Ordered>> all, IHandler<Ordered> own, IHandler<Event> bound)
            {
                [Run]
                private void Print()
                {
                    var order = new Ordered();
                    Console.WriteLine($"{pairs.Value.Item2} {things.Value.Count}");
                    foreach (var handler in all)
                        Console.WriteLine(handler.Handle(order));
                    Console.WriteLine($"{own.Handle(order)}, {bound.Handle(order)}");
                }
            }

            [Unit] internal sealed partial class Low((int Low, string High) range, dynamic any)
            {
                [OnReady] private void Print() => Console.WriteLine($"{range.Low} {(object)any}");
            }

            [Unit] internal sealed partial class High((int, string) range, object any)
            {
                [OnReady] private void Print() => Console.WriteLine($"{range.Item2} {any}");
            }

            [Worker, Bind<IHandler<Event>, Late>]
            internal sealed partial class Server
            {
            }
            """);

        (await project.BuildAsync()).MustSucceed();

        string[] all =
        [
            "high 7", "3 7", "pair 1", "Ordered { } by the general one", "Ordered { } by its own", "bound", "Ordered { } by its own, bound",
        ];
        Assert.Equal(all.Order(StringComparer.Ordinal), (await project.RunAsync()).MustSucceed().Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_of_generated_members_are_free()
    {
        var project = new StrangerProject(package, "Names", "net10.0", """
            using Lifecycle;

            return await Server.RunAsync(sim: 7, s_plan: "text", _s_fault: "fault").ConfigureAwait(false);

            [Unit] internal sealed partial class _sim { public override string ToString() => "unit"; }
            [Unit] internal sealed partial class Plan { public override string ToString() => "plan"; }
            [Unit] internal sealed partial class Worker { public override string ToString() => "worker"; }

            [Unit]
            internal sealed partial class @event(_sim unit, Plan plan, Worker worker, int sim, string s_plan, string _s_fault)
            {
                [Run] private void @class() => Console.WriteLine($"{unit} {plan} {worker} {sim} {s_plan} {_s_fault}");

                [OnReady] private void hook() => Console.WriteLine($"{sim} ready");
            }

            [Worker]
            internal sealed partial class Server
            {
                private static readonly string s_plan = string.Concat("my", " plan");
                private int _sim = 1;

                public string GetUnit => $"{s_plan} {_sim++}";

                [OnReady] private void Print() => Console.WriteLine($"{GetUnit} {_sim}");
            }
            """);

        (await project.BuildAsync()).MustSucceed();

        Assert.Equal(["7 ready", "my plan 1 2", "unit plan worker 7 text fault"], (await project.RunAsync()).MustSucceed().Lines);
    }

    [Fact]
    public async Task A_type_behind_an_extern_alias_is_named_and_not_taken_for_its_namesake()
    {
        var library = new StrangerFolder(package, "Theirs");
        library.Write("Theirs.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
            </Project>
            """);
        library.Write("Settings.cs", "namespace Shop; public class Settings { }");
        var project = new StrangerProject(package, "Aliased", "net10.0", """
            extern alias theirs;
            using Lifecycle;

            return await Worker.RunAsync(new Shop.Settings()).ConfigureAwait(false);

            namespace Shop
            {
                internal sealed class Settings;

                [Unit]
                internal sealed partial class Own(Settings settings)
                {
                    [Run] private void Print() => Console.WriteLine($"{settings}");
                }

                [Unit]
                internal sealed partial class Other(theirs::Shop.Settings settings)
                {
                    [Run] private void Print() => Console.WriteLine($"{settings}");
                }
            }
            """);
        project.Write("Directory.Build.props", $"""
            <Project>
              <ItemGroup>
                <ProjectReference Include="{library.PathOf("Theirs.csproj")}" Aliases="theirs" />
              </ItemGroup>
            </Project>
            """);

        var build = await project.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Empty(build.Diagnostics("warning"));
        var error = Assert.Single(build.Diagnostics("error"));
        Assert.Contains("Program.cs(17,", error, StringComparison.Ordinal);
        Assert.Contains(
            "error LCG2004: Other takes what no worker can pass: Settings settings is a type of Theirs, which only an extern alias reaches",
            error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_suppressed_where_it_is_used_is_reported_nowhere()
    {
        var project = new StrangerProject(package, "Marked", "net10.0", """
            #pragma warning disable SHOP1, SHOP2, SHOP3, SHOP4, SHOP5
            using System.Diagnostics.CodeAnalysis;
            using Lifecycle;

            [assembly: CLSCompliant(true)]

            namespace Shop;

            /// <summary>Old.</summary>
            [Obsolete("old", DiagnosticId = "SHOP1")] public interface IOld { string Name { get; } }

            /// <summary>Settings.</summary>
            [Experimental("SHOP2")] public sealed class Settings;

            /// <summary>New.</summary>
            [Unit, Experimental("SHOP3")] public sealed partial class Fresh : IOld { /** <inheritdoc/> */ public string Name => "fresh"; }

            /// <summary>Made.</summary>
            [Unit]
            public sealed partial class Made
            {
                /// <summary>Makes it.</summary>
                [Obsolete("made", DiagnosticId = "SHOP4")] public Made() { }
            }

            /// <summary>Takes all.</summary>
            [Unit(EnabledBy = nameof(IsOn))]
            public sealed partial class Taker(Fresh fresh, IOld old, Settings settings, Made made)
            {
                private static bool IsOn(Settings settings) => settings is not null;

                [OnReady, Obsolete("hook", DiagnosticId = "SHOP5")] private void Use() => Console.WriteLine($"{fresh} {old.Name} {settings} {made}");
            }

            /// <summary>Runs all.</summary>
            [Worker]
            public sealed partial class ShopWorker
            {
            }
            """);

        (await project.BuildAsync("-p:OutputType=Library")).MustSucceed();

        project.Write("Required.cs", """
            namespace Shop;

            /// <summary>Has a required member.</summary>
            [Lifecycle.Unit]
            public sealed partial class Store
            {
                /// <summary>Where.</summary>
                public required string Path { get; init; }
            }
            """);
        var build = await project.BuildAsync("-p:OutputType=Library");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"Required\.cs\(5,\d+\): error LCG2003: ", Assert.Single(build.Diagnostics("error")));
    }
}
