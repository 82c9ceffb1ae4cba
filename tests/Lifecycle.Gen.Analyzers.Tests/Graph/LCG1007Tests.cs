using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1007Tests
{
    private const string Rule = RuleIds.StrayUnit;
    private const string Main = "return await Server.RunAsync(); ";

    [Fact]
    public async Task In_a_program_it_is_a_warning()
    {
        var reported = await Project.With(Main +
            """
            [Worker, Mixin<Api>] public sealed partial class Server;
            [Unit] public sealed partial class Api(Db db);
            [Unit] public sealed partial class Db;
            [Unit] public sealed partial class [|Cleanup|];
            """).Reports(Rule,
            "Cleanup is in no worker: neither named nor needed by Server. Write [Mixin<Cleanup>] on Server.");
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task A_generic_unit_of_which_no_closed_type_is_needed_is_one() => await Project.With(Main +
        """
        [Worker] public sealed partial class Server;
        [Unit] public sealed partial class Api(Used<int> used) { public object Used => used; }
        [Unit] public sealed partial class Used<T>;
        [Unit] public sealed partial class [|Cache|]<T>;
        """).Reports(Rule,
        "Cache is in no worker: neither named nor needed by Server. Take a closed type of it, or write [Mixin<Cache<…>>] on Server.");

    [Fact]
    public async Task A_generic_unit_that_is_attached_or_not_included_is_not() => await Project.With(
        """
        await using var server = new Server();
        await server.StartAsync();
        await server.AttachAsync(new Cache<int>());
        [Worker] public sealed partial class Server;
        [Unit] public sealed partial class Api;
        [Unit] public sealed partial class Cache<T>;
        [Unit(AutoInclude = false)] public sealed partial class Other<T>;
        """).IsQuiet();

    [Fact]
    public async Task In_a_library_it_is_a_hint()
    {
        var reported = await Project.With(
            """
            [Worker, Mixin<Api>] public sealed partial class A;
            [Worker, Mixin<Api>] public sealed partial class B;
            [Unit] public sealed partial class Api;
            [Unit] public sealed partial class [|Cleanup|];
            """).Reports(Rule,
            "Cleanup is in no worker: neither named nor needed by A, B. Write [Mixin<Cleanup>] on the worker that shall run it.");
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(reported.Diagnostics).Severity);
    }

    [Theory]
    [InlineData("[Unit] public sealed partial class Api;")]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api; [Unit] public sealed partial class Cleanup;")]
    [InlineData(
        """
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Worker, Mixin<Cleanup>] public sealed partial class Nightly;
        [Unit] public sealed partial class Api;
        [Unit] public sealed partial class Cleanup;
        """)]
    [InlineData(
        """
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Unit, DependsOn<Db>] public sealed partial class Api;
        [Unit] public sealed partial class Db;
        """)]
    [InlineData("[Worker, Mixin<Api>] public sealed partial class Server; [Unit] public sealed partial class Api : Base; [Unit] public partial class Base;")]
    [InlineData(
        """
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Unit] public sealed partial class Api(IReadOnlyList<IPlugin> all);
        public interface IPlugin;
        [Unit] public sealed partial class Plugin : IPlugin;
        """)]
    [InlineData(
        """
        [Worker, Mixin<Api>, Bind<IStore, FileStore>] public sealed partial class Server;
        [Unit] public sealed partial class Api(IStore store);
        public interface IStore;
        [Unit] public sealed partial class FileStore : IStore;
        [Unit] public sealed partial class SqlStore : IStore;
        """)]
    public async Task What_is_in_a_worker_or_for_the_workers_of_others_is_not(string source) => await Project.With(source).IsQuiet();

    [Theory]
    [InlineData("await h.AttachAsync(new Cleanup());")]
    [InlineData("var unit = new Cleanup(); await h.AttachAsync(unit);")]
    [InlineData("Lifecycle.Runtime.IUnit unit = new Cleanup(); await h.AttachAsync(unit);")]
    [InlineData("await h.AttachAsync<Cleanup>(new());")]
    [InlineData("await (h?.AttachAsync(new Cleanup()) ?? Task.CompletedTask);")]
    public async Task What_is_attached_at_run_time_is_not(string code) => await Project.With($$"""
        public sealed class Host { public Task AttachAsync<T>(T unit) where T : Lifecycle.Runtime.IUnit => Task.CompletedTask; }
        public static class Use { public static async Task It(Host h) { {{code}} } }
        [Worker, Mixin<Api>] public sealed partial class Server;
        [Unit] public sealed partial class Api;
        [Unit] public sealed partial class Cleanup;
        """).IsQuiet();

    [Fact]
    public async Task A_unit_with_another_error_has_that_alone() =>
        await Project.With(
            """
            [Worker, Mixin<Api>] public sealed partial class Server;
            [Unit] public sealed partial class Api;
            [Unit] public sealed class {|LCG2001:Cleanup|};
            """).Reports(Rule);
}
