namespace Lifecycle.Generator.Tests;

/// <summary>Types are compared as the compiler compares them: one type in two texts is one, and an interface with variance is what it converts to.</summary>
public class TypeIdentityTests
{
    private const string Handlers = """
        public class Event;
        public class Ordered : Event;
        public sealed class Paid : Ordered;
        public interface IHandler<in T> { string Name { get; } }
        public interface ISource<out T> { string Name { get; } }
        public interface IMap<in TFrom, out TTo> { string Name { get; } }
        [Unit] public sealed partial class OfEvent : IHandler<Event> { public string Name => "event"; }
        [Unit] public sealed partial class OfOrdered : IHandler<Ordered> { public string Name => "ordered"; }
        [Unit] public sealed partial class OfPaid : IHandler<Paid>, ISource<Paid>, IMap<Event, Paid> { public string Name => "paid"; }

        """;

    [Theory]
    [InlineData("IRead<(int Id, string Name)>", "IRead<(int, string)>")]
    [InlineData("IRead<(int, string)>", "IRead<(int A, string B)>")]
    [InlineData("IRead<List<(int Id, (string A, int))[]>>", "IRead<List<(int, (string X, int Y))[]>>")]
    [InlineData("IRead<object>", "IRead<dynamic>")]
    [InlineData("IRead<object[]>", "IRead<dynamic[]>")]
    public void A_contract_is_found_however_its_type_is_written(string provided, string wanted)
    {
        var run = GeneratorHarness.Run($$"""
            public interface IRead<T>;
            [Unit] public sealed partial class A : {{provided}};
            [Unit] public sealed partial class One({{wanted}} read) { [OnReady] private void Use() => System.Console.WriteLine(read); }
            [Unit] public sealed partial class Many(IReadOnlyList<{{wanted}}> reads) { [OnReady] private void Use() => System.Console.WriteLine(reads); }
            [Worker] public sealed partial class Server;
            """);
        Assert.Contains("new global::One(a)", run.File("Server.Worker"), StringComparison.Ordinal);
        Assert.Contains("new global::Many([a])", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_is_shared_by_those_who_write_its_type_differently()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public sealed partial class A((int Low, string High) range, dynamic any)
            {
                [OnReady] private void Use() => System.Console.WriteLine((range, (object)any));
            }
            [Unit] public sealed partial class B((int, string) pair, object thing) { [OnReady] private void Use() => System.Console.WriteLine((pair, thing)); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Equal("object any, (int, string) pair", text.Split("public Server(")[1].Split(", global::Lifecycle")[0]);
        Assert.Contains("new global::B(_pair, _any)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("IReadOnlyList<IHandler<Event>> some", "event")]
    [InlineData("IReadOnlyList<IHandler<Ordered>> some", "event ordered")]
    [InlineData("IReadOnlyList<IHandler<Paid>> some", "event ordered paid")]
    [InlineData("IReadOnlyList<ISource<Event>> some", "paid")]
    [InlineData("IReadOnlyList<ISource<object>> some", "paid")]
    [InlineData("IReadOnlyList<IMap<Paid, Event>> some", "paid")]
    [InlineData("IReadOnlyList<IMap<Ordered, object>> some", "paid")]
    public async Task A_list_has_every_unit_that_converts_to_its_element(string parameter, string expected) =>
        Assert.Equal([expected], await Execution.LogOf(Handlers + $$"""
            [Unit] public sealed partial class Taker({{parameter}})
            {
                [OnReady] private void Use() => Test.Log.Add(string.Join(" ", System.Linq.Enumerable.Select(some, one => one.Name)));
            }

            [Worker] public sealed partial class Server;
            {{Program}}
            """));

    [Theory]
    [InlineData("IHandler<Event> one", "event")]
    [InlineData("IHandler<Ordered> one", "ordered")]
    [InlineData("IHandler<Paid> one", "paid")]
    [InlineData("ISource<Event> one", "paid")]
    [InlineData("IMap<Paid, Event>? one", "paid")]
    public async Task A_single_contract_is_the_unit_that_is_it_without_variance_else_the_one_that_converts(string parameter, string expected) =>
        Assert.Equal([expected], await Execution.LogOf(Handlers + $$"""
            [Unit] public sealed partial class Taker({{parameter}}) { [OnReady] private void Use() => Test.Log.Add(one!.Name); }

            [Worker] public sealed partial class Server;
            {{Program}}
            """));

    [Fact]
    public async Task A_binding_may_name_a_unit_that_converts() =>
        Assert.Equal(["event"], await Execution.LogOf(Handlers + $$"""
            [Unit] public sealed partial class Taker(IHandler<Paid> one) { [OnReady] private void Use() => Test.Log.Add(one.Name); }

            [Worker, Bind<IHandler<Paid>, OfEvent>] public sealed partial class Server;
            {{Program}}
            """));

    [Theory]
    // A handler of handlers of ordered events takes handlers of all events, and is one of handlers of paid ones only.
    [InlineData("IHandler<IHandler<Ordered>>", "IHandler<IHandler<Event>>", true)]
    [InlineData("IHandler<IHandler<Ordered>>", "IHandler<IHandler<Paid>>", false)]
    [InlineData("ISource<IHandler<Event>>", "ISource<IHandler<Paid>>", true)]
    [InlineData("ISource<IHandler<Paid>>", "ISource<IHandler<Event>>", false)]
    [InlineData("ISource<ISource<Paid>>", "ISource<ISource<Event>>", true)]
    [InlineData("ISource<string[]>", "ISource<IEnumerable<object>>", true)]
    [InlineData("ISource<int>", "ISource<System.IComparable>", false)]
    public void Nested_and_value_types_convert_as_the_compiler_says(string provided, string wanted, bool converts)
    {
        var run = GeneratorHarness.Run(Handlers + $$"""
            [Unit] public sealed partial class Nested : {{provided}} { public string Name => ""; }
            [Unit] public sealed partial class Taker({{wanted}} one) { [OnReady] private void Use() => System.Console.WriteLine(one); }
            [Worker] public sealed partial class Server;
            """);
        Assert.Contains(converts ? "new global::Taker(nested)" : "new global::Taker(_one)", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordering_is_after_a_unit_that_converts()
    {
        var text = GeneratorHarness.Run("""
            public class Event; public class Paid : Event; public interface IHandler<in T>;
            [Unit] public sealed partial class OfEvent : IHandler<Event>;
            [Unit, DependsOn<IHandler<Paid>>] public sealed partial class After;
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains("\"OfEvent\", // 0", text, StringComparison.Ordinal);
        Assert.Contains("[0, 1, 0]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_of_a_library_convert_too()
    {
        var library = GeneratorHarness.CompileLibrary("Shop", """
            namespace Shop;
            public class Event; public class Paid : Event; public interface IHandler<in T>; public interface ISource<out T>;
            [Unit] public sealed partial class Audit : IHandler<Event>, ISource<Paid>;
            """);
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["Units.cs"] = """
                    using Shop;
                    [Unit] public sealed partial class Taker(IHandler<Paid> handler, ISource<Event> source)
                    {
                        [OnReady] private void Use() => System.Console.WriteLine((handler, source));
                    }
                    [Worker, Mixin<Taker>] public sealed partial class Server;
                    """,
            },
            References = [library.Reference],
        });
        Assert.Contains("new global::Taker(audit, audit)", run.File("Server.Worker"), StringComparison.Ordinal);
    }

    private const string Program =
        """
        public static partial class Test
        {
            public static async Task GoAsync() { await using var server = new Server(); await server.StartAsync(); }
        }
        """;
}
