using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1002Tests
{
    private const string Rule = RuleIds.SelfDependency;

    [Theory]
    [InlineData("[Unit] public sealed partial class Api(Api [|inner|]);",
        "Api depends on itself: Api -> Api (Api inner, App.cs:1). Remove it, or take a type that Api does not provide.")]
    [InlineData("public interface IStore; [Unit] public sealed partial class Api(IStore [|store|]) : IStore;",
        "Api depends on itself: Api -> Api (IStore store, App.cs:1). Remove it, or take a type that Api does not provide.")]
    [InlineData("[Unit] public sealed partial class Api(IReadOnlyList<Api> [|all|]);",
        "Api depends on itself: Api -> Api (IReadOnlyList<Api> all, App.cs:1). Remove it, or take a type that Api does not provide.")]
    [InlineData("[Unit, [|DependsOn<Api>|]] public sealed partial class Api;",
        "Api depends on itself: Api -> Api ([DependsOn<Api>], App.cs:1). Remove it, or take a type that Api does not provide.")]
    public async Task Each_way_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Theory]
    [InlineData(
        """
        public interface IStore;
        [Unit] public sealed partial class Cache(IReadOnlyList<IStore> stores);
        [Unit] public sealed partial class Db : IStore;
        """)]
    [InlineData("public sealed class Api(Api inner);")]
    [InlineData(
        """
        public interface IStore;
        [Unit] public sealed partial class All(IReadOnlyList<IStore> stores) : IStore;
        [Unit] public sealed partial class Db : IStore;
        """)]
    [InlineData("public interface IStore; [Unit] public sealed partial class Cached(IStore inner) : IStore; [Unit] public sealed partial class Db : IStore;")]
    [InlineData(
        "public interface IStore; [Unit] public sealed partial class Cached(IStore inner) : IStore; [Unit] public sealed partial class Db : IStore; "
        + "[Unit] public sealed partial class Api(IStore store); [Worker, Bind<IStore, Cached>] public sealed partial class Server;")]
    [InlineData(
        "public interface IStore; [Unit] public sealed partial class Cached(IStore inner) : IStore; [Unit] public sealed partial class Db : IStore; "
        + "[Worker, Mixin<Cached>] public sealed partial class Server;")]
    [InlineData(
        "public interface IStore; [Unit, DependsOn<IStore>] public sealed partial class Cached : IStore; [Unit] public sealed partial class Db : IStore;")]
    [InlineData("[Unit] public sealed partial class Api(Func<string, Api> inner);")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
