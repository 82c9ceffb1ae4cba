namespace Lifecycle.Generator.Tests;

/// <summary>What constructor parameters get; R-START-5 and design.md §2.2.</summary>
public class DependencyTests
{
    [Theory]
    [InlineData("IReadOnlyList<IPart> parts", "new global::Whole([a, b])")]
    [InlineData("IEnumerable<IPart> parts", "new global::Whole([a, b])")]
    [InlineData("IPart[] parts", "new global::Whole([a, b])")]
    [InlineData("System.Collections.Immutable.ImmutableArray<IPart> parts", "new global::Whole([a, b])")]
    [InlineData("IReadOnlyList<INobody> parts", "new global::Whole([])")]
    [InlineData("A a", "new global::Whole(a)")]
    [InlineData("A? a", "new global::Whole(a)")]
    [InlineData("A? a = null", "new global::Whole(a)")]
    [InlineData("IOnlyA a", "new global::Whole(a)")]
    [InlineData("Func<A> a", "new global::Whole(global::Lifecycle.Runtime.Late.Func<global::A>(this, 2, 0))")]
    [InlineData("[Unordered] Lazy<A?> a", "new global::Whole(global::Lifecycle.Runtime.Late.OptionalLazy<global::A>(this, 2, 0))")]
    [InlineData("Lazy<MyOptions> lazy", "new global::Whole(_lazy)")]
    [InlineData("TimeProvider clock", "new global::Whole(Options.TimeProvider)")]
    [InlineData("Microsoft.Extensions.Logging.ILoggerFactory loggers", "new global::Whole(Options.LoggerFactory)")]
    [InlineData("Microsoft.Extensions.Logging.ILogger<A> logger", "new global::Whole(CreateLogger<global::A>())")]
    [InlineData("Microsoft.Extensions.Logging.ILogger logger", "new global::Whole(CreateLogger<global::Whole>())")]
    [InlineData("IWorkerContext context", "new global::Whole(GetContext(2))")]
    [InlineData("string[] args", "new global::Whole(_args)")]
    [InlineData("IReadOnlyList<string> names", "new global::Whole(_names)")]
    [InlineData("Func<string?, int> parse", "new global::Whole(_parse)")]
    [InlineData("(int Low, int High) range", "new global::Whole(_range)")]
    [InlineData("string? name", "new global::Whole(_name)")]
    [InlineData("int? count = null", "new global::Whole(_count)")]
    [InlineData("int @class", "new global::Whole(_class)")]
    [InlineData("DayOfWeek day = DayOfWeek.Friday", "new global::Whole(_day)")]
    [InlineData("double ratio = double.NaN, float f = 1.5f, decimal m = 1.10m, char c = '\\n', string s = \"a\\\"b\", long l = long.MinValue",
        "_ratio, _f, _m, _c, _s, _l")]
    [InlineData("TimeSpan wait = default", "new global::Whole(_wait)")]
    [InlineData("string name = null!", "new global::Whole(_name)")]
    [InlineData("MyOptions options", "new global::Whole(_myOptions)")]
    [InlineData("WorkerOptions options", "new global::Whole(Options)")]
    public void A_parameter_gets(string parameters, string expected)
    {
        var run = GeneratorHarness.Run($$"""
            using System;
            public interface IPart; public interface INobody; public interface IOnlyA; public class MyOptions;
            [Unit] public sealed partial class A : IPart, IOnlyA;
            [Unit] public sealed partial class B : IPart;
            [Unit] public sealed partial class Whole({{parameters}})
            {
                [OnReady] private void Use() => Console.WriteLine(({{string.Join(", ", Names(parameters))}}, 0));
            }
            [Worker] public sealed partial class Server;
            """);
        Assert.Contains(expected, run.File("Server.Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_shared_by_name_and_type_when_simple_and_by_type_when_not()
    {
        var text = GeneratorHarness.Run("""
            using System;
            public sealed class Settings;
            [Unit] public sealed partial class A(string path, Settings settings, int port = 80)
            {
                [OnReady] private void Use() => Console.WriteLine((path, settings, port));
            }
            [Unit] public sealed partial class B(string path, string other, Settings mine, int port = 80)
            {
                [OnReady] private void Use() => Console.WriteLine((path, other, mine, port));
            }
            [Unit] public sealed partial class C(int other, int port = 80, Uri? address = null)
            {
                [OnReady] private void Use() => Console.WriteLine((other, port, address));
            }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains(
            "public Server(global::Settings mine, int other, string other2, string path, global::System.Uri? address = null, int port = 80, "
            + "global::Lifecycle.WorkerOptions? options = null)", text, StringComparison.Ordinal);
        Assert.Contains("new global::B(_path, _other2, _mine, _port)", text, StringComparison.Ordinal);
        Assert.Contains("new global::C(_other, _port, _address)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_defaults_for_one_input_make_it_required()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public sealed partial class A(int port = 80) { [OnReady] private void Use() => System.Console.WriteLine(port); }
            [Unit] public sealed partial class B(int port = 81) { [OnReady] private void Use() => System.Console.WriteLine(port); }
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains("public Server(int port, ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixins_bring_what_they_require_and_lists_bring_all_but_optional_brings_nothing()
    {
        var text = GeneratorHarness.Run("""
            public interface IPart;
            [Unit] public sealed partial class A : IPart;
            [Unit] public sealed partial class B : IPart;
            [Unit] public sealed partial class Optional;
            [Unit] public sealed partial class Ordered;
            [Unit] public sealed partial class Late;
            [Unit] public sealed partial class Other;
            [Unit, DependsOn<Ordered>, StartsBefore<Late>] public sealed partial class Root(IReadOnlyList<IPart> parts, Optional? optional)
            {
                [OnReady] private void Use() => System.Console.WriteLine((parts, optional));
            }
            [Worker, Mixin<Root>] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains("\"A\", // 0", text, StringComparison.Ordinal);
        Assert.Contains("\"B\", // 1", text, StringComparison.Ordinal);
        Assert.Contains("\"Ordered\", // 2", text, StringComparison.Ordinal);
        Assert.Contains("\"Root\", // 3", text, StringComparison.Ordinal);
        Assert.Contains("new global::Root([a, b], null)", text, StringComparison.Ordinal);
        Assert.Contains("[0, 0, 0, 3, 0, 1, 2]", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Late", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Other", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_in_the_order_of_declaration()
    {
        var text = GeneratorHarness.Run("""
            public interface IPart;
            [Unit] public sealed partial class Zebra : IPart;
            public static class Nest { [Unit] public sealed partial class Ape : IPart; }
            [Unit] public sealed partial class Lion : IPart;
            [Unit] public sealed partial class Zoo(IReadOnlyList<IPart> parts) { [OnReady] private void Use() => System.Console.WriteLine(parts); }
            [Worker] public sealed partial class Server;
            """.Replace("static class Nest", "static partial class Nest", StringComparison.Ordinal)).File("Server.Worker");
        Assert.Contains("new global::Zoo([zebra, ape, lion])", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_before_is_an_edge_the_other_way_round()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public sealed partial class A;
            [Unit, StartsBefore<A>] public sealed partial class Z;
            [Worker] public sealed partial class Server;
            """).File("Server.Worker");
        Assert.Contains("\"Z\", // 0", text, StringComparison.Ordinal);
        Assert.Contains("[0, 1, 0]", text, StringComparison.Ordinal);
    }

    /// <summary>S12, seen from the worker: the derived unit is the base unit of this composition.</summary>
    [Fact]
    public void A_unit_from_which_another_derives_is_represented_by_it()
    {
        var text = GeneratorHarness.Run("""
            [Unit] public partial class Store;
            [Unit] public sealed partial class CachedStore : Store;
            [Unit] public sealed partial class Api(Store store) { [OnReady] private void Use() => System.Console.WriteLine(store); }
            [Worker] public sealed partial class Server;
            [Worker, Mixin<Store>] public sealed partial class Plain;
            """);
        Assert.Contains("new global::Api(cachedStore)", run(text, "Server.Worker"), StringComparison.Ordinal);
        Assert.DoesNotContain("new global::Store(", run(text, "Server.Worker"), StringComparison.Ordinal);
        Assert.Contains("new global::Store(", run(text, "Plain.Worker"), StringComparison.Ordinal);

        static string run(GeneratorRun result, string file) => result.File(file);
    }

    private static IEnumerable<string> Names(string parameters)
    {
        var depth = 0;
        var start = 0;
        for (var i = 0; i <= parameters.Length; i++)
        {
            if (i < parameters.Length && parameters[i] is '<' or '(')
                depth++;
            if (i < parameters.Length && parameters[i] is '>' or ')')
                depth--;
            if (i < parameters.Length && (parameters[i] != ',' || depth > 0))
                continue;

            yield return parameters[start..i].Split('=')[0].Trim().Split(' ')[^1];
            start = i + 1;
        }
    }
}
