using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1006Tests
{
    private const string Rule = RuleIds.ForgottenUnit;

    [Theory]
    [InlineData("public interface IStore; internal sealed class FileStore : IStore; [Unit] public sealed partial class Api(IStore [|store|]);",
        "IStore is an input although a class provides it: taken by Api (IStore store, App.cs:1), provided by FileStore alone, which no code makes. "
        + "Write '[Unit] internal sealed partial class FileStore'.")]
    [InlineData("public abstract class Store; public sealed partial class FileStore : Store; [Unit] public sealed partial class Api(Store [|store|]);",
        "Store is an input although a class provides it: taken by Api (Store store, App.cs:1), provided by FileStore alone, which no code makes. "
        + "Write '[Unit] public sealed partial class FileStore'.")]
    [InlineData("public interface IStore<T>; public sealed class Store : IStore<int>; [Unit] public sealed partial class Api(IStore<int> [|store|]);",
        "IStore<int> is an input although a class provides it: taken by Api (IStore<int> store, App.cs:1), provided by Store alone, which no code "
        + "makes. Write '[Unit] public sealed partial class Store'.")]
    [InlineData("public sealed class Cache(Db db); [Unit] public sealed partial class Db; [Unit] public sealed partial class Api(Cache [|cache|]);",
        "Cache is an input although a class provides it: taken by Api (Cache cache, App.cs:1), provided by Cache alone, which no code makes. "
        + "Write '[Unit] public sealed partial class Cache'.")]
    [InlineData(
        """
        public sealed class Cache(Db db) { private Cache _self = null!; }
        [Unit] public sealed partial class Db;
        [Unit] public sealed partial class Api(Cache [|cache|]) { private readonly Cache _cache = cache; }
        """,
        "Cache is an input although a class provides it: taken by Api (Cache cache, App.cs:3), provided by Cache alone, which no code makes. "
        + "Write '[Unit] public sealed partial class Cache'.")]
    public async Task An_only_class_that_nobody_makes_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Fact]
    public async Task Thirty_units_that_take_it_are_one_report_with_thirty_places()
    {
        var units = Enumerable.Range(10, 30).Select(i => $"[Unit] public sealed partial class U{i}(IStore {(i == 10 ? "[|store|]" : "store")});");
        var reported = await Project.With("public interface IStore;\npublic sealed class FileStore : IStore;\n" + string.Join('\n', units)).Reports(Rule,
            "IStore is an input although a class provides it: taken by U10 (IStore store, App.cs:3), U11 (IStore store, App.cs:4), "
            + "U12 (IStore store, App.cs:5), U13 (IStore store, App.cs:6) and 26 more, "
            + "provided by FileStore alone, which no code makes. Write '[Unit] public sealed partial class FileStore'.");
        Assert.Equal(29, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Theory]
    [InlineData(
        """
        return await new Worker(new FileStore()).RunAsync();
        public interface IStore;
        public sealed class FileStore : IStore;
        [Unit] public sealed partial class Api(IStore store);
        """)]
    [InlineData(
        """
        public interface IStore;
        public sealed class FileStore : IStore;
        public sealed class SqlStore : IStore;
        [Unit] public sealed partial class Api(IStore store);
        """)]
    [InlineData(
        """
        public interface IStore;
        public sealed class FileStore : IStore { public static FileStore Open() => new(); }
        public static class Program2 { public static IStore Make() => FileStore.Open(); }
        [Unit] public sealed partial class Api(IStore store);
        """)]
    [InlineData("public interface IStore; [Unit] public sealed partial class FileStore : IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("public interface IStore; public sealed class FileStore<T> : IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("public interface IStore; public abstract class FileStore : IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("public sealed record Settings(string Url); [Unit] public sealed partial class Api(Settings settings);")]
    [InlineData("public sealed class Settings(IReadOnlyList<string> lines); [Unit] public sealed partial class Api(Settings settings);")]
    [InlineData("public interface IStore; public sealed class FileStore : IStore; [Unit] public sealed partial class Api(IStore? store = null);")]
    [InlineData("public interface IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData(
        """
        public sealed class Names : IEqualityComparer<string>
        {
            public bool Equals(string? x, string? y) => x == y;
            public int GetHashCode(string s) => 0;
            public static readonly Names Instance = new();
        }
        public static class Use { public static readonly object It = Names.Instance; }
        [Unit] public sealed partial class Api(IEqualityComparer<string> names);
        """)]
    public async Task Look_alikes_are_not(string source) =>
        await Project.With(source.Replace("new Worker(new FileStore()).RunAsync()", "Worker.RunAsync(new FileStore())", StringComparison.Ordinal)).IsQuiet();

    [Fact]
    public async Task Fix_marks_the_class() =>
        await Project.With(
            """
            [Unit] public sealed partial class Api(IStore [|store|]);
            [Unit] public sealed partial class Web(IStore store, IClock [|clock|]);
            """,
            "Api.cs").And("""
            public interface IStore;
            public interface IClock;

            // keeps links
            public sealed class FileStore : IStore;
            sealed class Clock : IClock;
            """, "Store.cs").IsFixed(Rule, """
            [Unit] public sealed partial class Api(IStore store);
            [Unit] public sealed partial class Web(IStore store, IClock clock);
            // next file
            public interface IStore;
            public interface IClock;

            // keeps links
            [Unit]
            public sealed partial class FileStore : IStore;
            [Unit]
            sealed partial class Clock : IClock;
            """);
}
