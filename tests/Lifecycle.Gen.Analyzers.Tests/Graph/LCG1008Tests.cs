using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1008Tests
{
    private const string Rule = RuleIds.NeedlessOrdering;

    [Theory]
    [InlineData("[Unit, [|DependsOn<Cache>|]] public sealed partial class Api(Cache cache); [Unit] public sealed partial class Cache;",
        "[DependsOn<Cache>] on Api says what is so already: Api -> Cache (Cache cache, App.cs:1). Remove it.")]
    [InlineData("[Unit] public sealed partial class Api(Cache cache); [Unit, [|StartsBefore<Api>|]] public sealed partial class Cache;",
        "[StartsBefore<Api>] on Cache says what is so already: Api -> Cache (Cache cache, App.cs:1). Remove it.")]
    [InlineData(
        """
        [Unit, [|DependsOn<Db>|]] public sealed partial class Api(Cache cache);
        [Unit] public sealed partial class Cache(Db db);
        [Unit] public sealed partial class Db;
        """,
        "[DependsOn<Db>] on Api says what is so already: Api -> Cache (Cache cache, App.cs:1) -> Db (Db db, App.cs:2). Remove it.")]
    [InlineData("[Unit, DependsOn<Db>, [|DependsOn<Db>|]] public sealed partial class Api; [Unit] public sealed partial class Db;",
        "[DependsOn<Db>] on Api says what is so already: Api -> Db ([DependsOn<Db>], App.cs:1). Remove it.")]
    [InlineData(
        """
        public interface IStore;
        [Unit, [|DependsOn<Db>|]] public sealed partial class Api(IReadOnlyList<IStore> stores);
        [Unit] public sealed partial class Db : IStore;
        """,
        "[DependsOn<Db>] on Api says what is so already: Api -> Db (IReadOnlyList<IStore> stores, App.cs:2). Remove it.")]
    public async Task An_implied_ordering_is_a_warning(string source, string message)
    {
        var reported = await Project.With(source).Reports(Rule, message);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
    }

    [Theory]
    [InlineData("[Unit, [|StartsBefore<Cache>|]] public sealed partial class Api(Cache cache); [Unit] public sealed partial class Cache;",
        "[StartsBefore<Cache>] on Api contradicts a dependency: Cache -> Api ([StartsBefore<Cache>], App.cs:1) -> Cache (Cache cache, App.cs:1). "
        + "Remove it.")]
    [InlineData("[Unit] public sealed partial class Api(Cache cache); [Unit, [|DependsOn<Api>|]] public sealed partial class Cache;",
        "[DependsOn<Api>] on Cache contradicts a dependency: Cache -> Api ([DependsOn<Api>], App.cs:1) -> Cache (Cache cache, App.cs:1). "
        + "Remove it.")]
    public async Task A_contradiction_is_an_error_and_no_circle(string source, string message)
    {
        var reported = await Project.With(source).Reports(Rule, message);
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(reported.Diagnostics).Severity);
    }

    [Theory]
    [InlineData("[Unit, DependsOn<Cache>] public sealed partial class Api; [Unit] public sealed partial class Cache;")]
    [InlineData(
        """
        [Unit, DependsOn<Cache>, StartsBefore<Web>] public sealed partial class Api;
        [Unit] public sealed partial class Cache;
        [Unit] public sealed partial class Web;
        """)]
    [InlineData(
        """
        public interface IStore;
        [Worker, Mixin<Api>, Mixin<Db>] public sealed partial class A;
        [Worker, Mixin<Api>, Mixin<Db>, Bind<IStore, Mem>] public sealed partial class B;
        [Unit, DependsOn<Db>] public sealed partial class Api(IStore store);
        [Unit] public sealed partial class Db : IStore;
        [Unit] public sealed partial class Mem : IStore;
        """)]
    [InlineData(
        """
        [Unit, DependsOn<Db>] public sealed partial class Api(Cache? cache = null);
        [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache(Db db) { private static bool IsOn() => true; }
        [Unit] public sealed partial class Db;
        """)]
    public async Task What_no_other_edge_implies_in_every_worker_is_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task Fix_removes_it_and_keeps_trivia() =>
        await Project.With("""
            /// <summary>Serves.</summary>
            [[|DependsOn<Cache>|]]
            [Unit] // first
            [[|DependsOn<Db>|]] // twice
            public sealed partial class Api(Cache cache);

            [[|StartsBefore<Api>|], Unit]
            public sealed partial class Cache(Db db);

            [Unit]
            public sealed partial class Db;
            """).IsFixed(Rule, """
            /// <summary>Serves.</summary>
            [Unit] // first
            public sealed partial class Api(Cache cache);

            [Unit]
            public sealed partial class Cache(Db db);

            [Unit]
            public sealed partial class Db;
            """);
}
