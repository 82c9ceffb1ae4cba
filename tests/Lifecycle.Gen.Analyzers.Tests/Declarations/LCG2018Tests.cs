using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2018Tests
{
    private const string Rule = RuleIds.Provides;

    [Theory]
    [InlineData("[Provides] private Pool [|Pool|] { get; } = new();", "Pool is not accessible to workers. Make it internal or public")]
    [InlineData("[Provides] public void [|Pool|]() { }", "it returns nothing. Return what it provides")]
    [InlineData("[Provides] public Task [|Pool|]() => Task.CompletedTask;", "it returns a Task without a value. Return Task<T>")]
    [InlineData("[Provides] public T [|Pool|]<T>() => default!;", "it has type parameters. Remove them")]
    [InlineData("[Provides] public static Pool [|Pool|] { get; } = new();",
        "it is static, and nothing would own the value. Mark a static method: the worker owns what it returns")]
    [InlineData("[Provides] public string [|Pool|] => \"\";",
        "nothing takes string from a unit. Provide a class or an interface of its own, which holds the value")]
    [InlineData("[Provides] public Pool[] [|Pool|] => [];",
        "nothing takes Pool[] from a unit. Provide a class or an interface of its own, which holds the value")]
    [InlineData("[Provides] public TimeSpan [|Pool|] => default;",
        "nothing takes TimeSpan from a unit. Provide a class or an interface of its own, which holds the value")]
    [InlineData("[Provides] public Pool? [|Pool|] => null;",
        "it may be null. Remove the question mark, or write [Provides(AtStartup = true)] where an [OnStartup] hook makes it")]
    public async Task Each_kind_is_reported(string member, string fault) => await Project.With(
        $"public class Pool; [Unit] public sealed partial class Database {{ {member} }}").Reports(Rule, $"Database.Pool cannot provide a value: {fault}.");

    [Theory]
    [InlineData("public class Database { [Provides] public Pool [|Pool|] => new(); }",
        "Database is no unit, so that no worker has an instance of it. Make it a static method, or mark Database with [Unit]")]
    [InlineData("public class Database<T> { [Provides] public static Pool [|Pool|]() => new(); }",
        "Database is generic. Move it into a class without type parameters")]
    [InlineData("[Unit(EnabledBy = nameof(Is))] public sealed partial class Database { static bool Is() => true; [Provides] public Pool [|Pool|] => new(); }",
        "Database may be disabled by Is, and then there is no value. Take the unit itself as optional")]
    public async Task So_is_each_place(string source, string fault) =>
        await Project.With("public class Pool; " + source).Reports(Rule, $"Database.Pool cannot provide a value: {fault}.");

    [Theory]
    [InlineData("[Unit] public sealed partial class Database { [Provides] internal Pool Pool { get; } = new(); }")]
    [InlineData("[Unit] public sealed partial class Database { [Provides] public Pool? Pool { get; private set; } }")]
    [InlineData("[Unit] public sealed partial class Database(int size) { [Provides] public Pool Make(string name) => new(); public int Size => size; }")]
    [InlineData("static class Pools { [Provides] public static Pool Make() => new(); }")]
    [InlineData("static class Pools { [Provides] public static ValueTask<Pool> MakeAsync(CancellationToken token) => new(new Pool()); }")]
    public async Task Look_alikes_are_not(string source) => await Project.With("public class Pool; " + source).IsQuiet();
}
