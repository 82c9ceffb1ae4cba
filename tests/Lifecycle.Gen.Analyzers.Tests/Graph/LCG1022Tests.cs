using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1022Tests
{
    private const string Rule = RuleIds.UnattachedList;
    private const string Shard = """

        public interface IShard;
        [Unit(AutoInclude = false)] public sealed partial class Shard : IShard;
        [Worker] public sealed partial class Server;
        """;

    private const string Attach = """

        public static class Test { public static Task AddAsync(Server server) => server.AttachAsync(new Shard(), "eu-1"); }
        """;

    [Theory]
    [InlineData("IShard[]", "an array is a copy that does not follow attached units", "Take IReadOnlyList<IShard>, which follows them, or name one", Attach)]
    [InlineData("IReadOnlyList<IShard>", "no code here attaches one", "Attach one with AttachAsync, or name it", "")]
    public async Task A_list_that_stays_empty_is_reported(string type, string reason, string remedy, string more) =>
        await Project.With($"[Unit] public sealed partial class Router({type} [|shards|]);" + Shard + more).Reports(Rule,
            $"IShard is provided by Shard only, which no worker includes by itself (AutoInclude = false), and {reason}: "
            + $"the list of Router ({type} shards, App.cs:1) stays empty. {remedy} on the worker: [Mixin<Shard>].");

    [Theory]
    [InlineData("IReadOnlyList<IShard>", "", Attach)]
    [InlineData("IEnumerable<IShard>", "", Attach)]
    [InlineData("IReadOnlyList<Shard>", "", Attach)]
    [InlineData("IShard[]", "[Unit] public sealed partial class Fixed : IShard;", "")]
    public async Task Look_alikes_are_not(string type, string unit, string more) =>
        await Project.With($"[Unit] public sealed partial class Router({type} shards);" + unit + Shard + more).IsQuiet();

    [Fact]
    public async Task A_list_that_a_worker_fills_by_name_is_not() =>
        await Project.With("""
            public interface IShard;
            [Unit(AutoInclude = false)] public sealed partial class Shard : IShard;
            [Unit] public sealed partial class Router(IShard[] shards);
            [Worker, Mixin<Router>, Mixin<Shard>] public sealed partial class Server;
            """).IsQuiet();
}
