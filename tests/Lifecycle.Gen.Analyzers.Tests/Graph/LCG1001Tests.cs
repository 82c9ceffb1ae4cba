using System.Globalization;
using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1001Tests
{
    private const string Rule = RuleIds.Cycle;
    private const string Remedy =
        " Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take.";

    [Fact]
    public async Task A_cycle_of_two() =>
        await Project.With("""
            [Unit] public sealed partial class Api(Cache [|cache|]);
            [Unit] public sealed partial class Cache(Api api);
            """).Reports(Rule,
            "Api depends on itself through Cache: Api -> Cache (Cache cache, App.cs:1) -> Api (Api api, App.cs:2)." + Remedy);

    [Fact]
    public async Task A_cycle_of_three_over_files_and_a_contract_names_each_edge_and_its_place()
    {
        var reported = await Project.With("[Unit] public sealed partial class Api(Cache [|cache|]);", "Api.cs")
            .And("public interface IStore;\n[Unit] public sealed partial class Cache(IStore store);", "Cache.cs")
            .And("\n[Unit, DependsOn<Api>] public sealed partial class Store : IStore;", "Store.cs")
            .Reports(Rule,
            "Api depends on itself through Cache: Api -> Cache (Cache cache, Api.cs:1) -> Store (IStore store, Cache.cs:2) -> Api "
            + "([DependsOn<Api>], Store.cs:2)." + Remedy);
        Assert.Equal(["Cache.cs", "Store.cs"], Assert.Single(reported.Diagnostics).AdditionalLocations.Select(l => Path.GetFileName(l.GetLineSpan().Path)));
    }

    [Fact]
    public async Task A_cycle_of_twelve_is_one_report_without_places()
    {
        var units = Enumerable.Range(10, 12)
            .Select(i => $"[Unit] public sealed partial class U{i}(U{(i == 21 ? 10 : i + 1)} {(i == 10 ? "[|next|]" : "next")});");
        var chain = string.Join(" -> ", Enumerable.Range(10, 12).Append(10).Select(i => i.ToString(CultureInfo.InvariantCulture))
            .Select((i, n) => n == 0 ? $"U{i}" : $"U{i} (U{i} next)"));
        var reported = await Project.With(string.Join('\n', units)).Reports(Rule, $"U10 depends on itself through U11: {chain}." + Remedy);
        Assert.Equal(11, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Fact]
    public async Task Two_separate_cycles_are_two_reports() =>
        await Project.With("""
            [Unit] public sealed partial class A(B [|b|]);
            [Unit] public sealed partial class B(A a);
            [Unit] public sealed partial class C(D [|d|]);
            [Unit] public sealed partial class D(C c);
            """).Reports(Rule,
            "A depends on itself through B: A -> B (B b, App.cs:1) -> A (A a, App.cs:2)." + Remedy,
            "C depends on itself through D: C -> D (D d, App.cs:3) -> C (C c, App.cs:4)." + Remedy);

    [Fact]
    public async Task Two_cycles_that_share_a_unit_are_both_reported() =>
        await Project.With("""
            [Unit] public sealed partial class A(B [|b|]);
            [Unit] public sealed partial class B(A a, C [|c|]);
            [Unit] public sealed partial class C(D d);
            [Unit] public sealed partial class D(B b);
            """).Reports(Rule,
            "A depends on itself through B: A -> B (B b, App.cs:1) -> A (A a, App.cs:2)." + Remedy,
            "B depends on itself through C: B -> C (C c, App.cs:2) -> D (D d, App.cs:3) -> B (B b, App.cs:4)." + Remedy);

    [Fact]
    public async Task The_program_still_has_its_worker() =>
        await Project.With("""
            return await Worker.RunAsync(port: 80);
            [Unit] public sealed partial class A(B [|b|], int port);
            [Unit] public sealed partial class B(A a);
            """).Reports(Rule);

    [Fact]
    public async Task A_cycle_in_two_workers_is_one_report() =>
        await Project.With("""
            [Worker] public sealed partial class First;
            [Worker] public sealed partial class Second;
            [Unit] public sealed partial class A(B [|b|]);
            [Unit] public sealed partial class B(A a);
            """).Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class A(B b); [Unit] public sealed partial class B;")]
    [InlineData("[Unit] public sealed partial class A(B b, C c); [Unit] public sealed partial class B(C c); [Unit] public sealed partial class C;")]
    [InlineData("public sealed class A(B b); public sealed class B(A a);")]
    [InlineData(
        """
        public interface IStore;
        [Unit] public sealed partial class A(IStore store);
        [Unit] public sealed partial class B(A a) : IStore;
        [Unit] public sealed partial class C : IStore;
        [Worker, Mixin<A>, Bind<IStore, C>] public sealed partial class W;
        """)]
    public async Task What_is_no_cycle_is_not_reported(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task An_input_closes_no_circle() => await Project.With(
        "[Unit] public sealed partial class A(Lazy<IDisposable> b); [Unit] public sealed partial class B(A a);").IsQuiet();

    [Theory]
    [InlineData("Lazy<B>")]
    [InlineData("Func<B>")]
    [InlineData("Func<B?>")]
    public async Task Late_access_is_an_edge_like_others(string type) => await Project.With(
        $"[Unit] public sealed partial class A({type} [|b|]); [Unit] public sealed partial class B(A a);").Reports(Rule);

    [Theory]
    [InlineData("Lazy<B>")]
    [InlineData("Func<B>")]
    public async Task Late_access_without_an_order_is_none(string type) => await Project.With(
        $"[Unit] public sealed partial class A([Unordered] {type} b); [Unit] public sealed partial class B(A a);").IsQuiet();

    [Fact]
    public async Task Fix_removes_an_ordering_that_closes_the_circle() =>
        await Project.With("""
            [Unit] public sealed partial class Api(Cache [|cache|]);
            [Unit] public sealed partial class Cache(Store store);

            """, "Api.cs").And("""
            /// <summary>Stores.</summary>
            [Unit, DependsOn<Api>]
            public sealed partial class Store;
            """, "Store.cs").IsFixed(Rule, """
            [Unit] public sealed partial class Api(Cache cache);
            [Unit] public sealed partial class Cache(Store store);

            // next file
            /// <summary>Stores.</summary>
            [Unit]
            public sealed partial class Store;
            """);

    [Fact]
    public async Task Fix_makes_a_parameter_optional_where_its_unit_is_there_for_nobody_else() =>
        await Project.With("""
            [Worker, Mixin<Api>] public sealed partial class Server;
            [Worker, Mixin<Cache>] public sealed partial class Import;
            [Unit] public sealed partial class Api(Cache [|cache|]);
            [Unit] public sealed partial class Cache(
                // warms it
                Warmer warmer);
            [Unit] public sealed partial class Warmer([|Cache cache|]);
            """
                .Replace("[|Cache cache|]", "Cache cache", StringComparison.Ordinal)
                .Replace("Cache [|cache|]", "Cache cache", StringComparison.Ordinal)
                .Replace("Warmer warmer);", "Warmer [|warmer|]);", StringComparison.Ordinal)).IsFixed(Rule, """
            [Worker, Mixin<Api>] public sealed partial class Server;
            [Worker, Mixin<Cache>] public sealed partial class Import;
            [Unit] public sealed partial class Api(Cache cache);
            [Unit] public sealed partial class Cache(
                // warms it
                Warmer? warmer);
            [Unit] public sealed partial class Warmer(Cache cache);
            """);

    [Fact]
    public async Task Fix_takes_a_parameter_later_and_without_an_order() =>
        await Project.With("""
            [Unit]
            public sealed partial class Api(Cache [|cache|])
            {
                public int Count => cache.Count;
            }
            [Unit]
            public sealed partial class Cache(Api api)
            {
                private readonly int _start = api.Count;
                public int Count => _start;
            }
            """).IsFixed(Rule, """
            [Unit]
            public sealed partial class Api([Unordered] Func<Cache> cache)
            {
                public int Count => cache().Count;
            }
            [Unit]
            public sealed partial class Cache(Api api)
            {
                private readonly int _start = api.Count;
                public int Count => _start;
            }
            """);

    [Fact]
    public async Task Fix_follows_the_field_that_keeps_it() =>
        await Project.With("""
            [Unit]
            public sealed partial class Api
            {
                private readonly Cache _cache;
                public Api(Cache [|cache|])
                {
                    _cache = cache;
                }
                public int Count => _cache.Count + this._cache.Count;
            }
            [Unit]
            public sealed partial class Cache(Api api)
            {
                public int Count { get; } = api.Count;
            }
            """).IsFixed(Rule, """
            [Unit]
            public sealed partial class Api
            {
                private readonly Func<Cache> _cache;
                public Api([Unordered] Func<Cache> cache)
                {
                    _cache = cache;
                }
                public int Count => _cache().Count + this._cache().Count;
            }
            [Unit]
            public sealed partial class Cache(Api api)
            {
                public int Count { get; } = api.Count;
            }
            """);

    [Fact]
    public async Task Fix_marks_late_access_that_is_there() =>
        await Project.With("""
            [Unit] public sealed partial class Api(Lazy<Cache> [|cache|]);
            [Unit] public sealed partial class Cache(Api api) { private readonly Api _api = api ?? throw new ArgumentNullException(); public Api Api => _api; }
            """).IsFixed(Rule, """
            [Unit] public sealed partial class Api([Unordered] Lazy<Cache> cache);
            [Unit] public sealed partial class Cache(Api api) { private readonly Api _api = api ?? throw new ArgumentNullException(); public Api Api => _api; }
            """);

    [Fact]
    public async Task No_fix_where_no_single_edge_helps() =>
        await Project.With("""
            [Unit] public sealed partial class Api(Cache [|cache|]) { private readonly int _count = cache.Count; public int Count => _count; }
            [Unit] public sealed partial class Cache(Api api) { public int Count { get; } = api.Count; }
            """).HasNoFix(Rule);
}
