using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2002Tests
{
    private const string Rule = RuleIds.UnsupportedType;

    [Theory]
    [InlineData("[Unit] public abstract partial class [|Db|];", "Db cannot be a unit: it is abstract. Mark the classes that derive from it instead.")]
    [InlineData("[Unit] public static partial class [|Db|];", "Db cannot be a unit: it is static. Remove 'static'.")]
    [InlineData("public partial class Outer<T> { [Unit] public sealed partial class [|Db|]; }",
        "Db cannot be a unit: it is nested in a generic class. Move it out of Outer.")]
    [InlineData("[Worker] public sealed partial class [|Server|]<T>; [Unit] public sealed partial class Db;",
        "Server cannot be a worker: it is generic. Derive a class without type parameters and mark that.")]
    [InlineData("[Unit] file sealed partial class [|Db|];", "Db cannot be a unit: it is local to its file. Remove 'file'.")]
    [InlineData("[Worker] public sealed partial record [|Server|]; [Unit] public sealed partial class Db;",
        "Server cannot be a worker: it is a record. Write 'class'.")]
    [InlineData("[Worker] public static partial class [|Server|]; [Unit] public sealed partial class Db;",
        "Server cannot be a worker: it is static. Remove 'static'.")]
    public async Task Each_kind_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Theory]
    [InlineData("[Unit] public partial record struct Db;")]
    [InlineData("[Unit] public ref partial struct Db { }")]
    public async Task On_structs_the_compiler_says_so_itself(string source) => await Project.With(source).WithCompilerErrors("CS0592").IsQuiet();

    [Theory]
    [InlineData("[Unit] public sealed partial class Db;")]
    [InlineData("[Unit] public partial record Db(int Port);")]
    [InlineData("public abstract class Base; [Unit] public sealed partial class Db : Base;")]
    [InlineData("[Unit] public sealed partial class Store<T>; [Unit] public sealed partial class Links(Store<int> store);")]
    [InlineData("public class Store<T>; [Unit] public sealed partial class Links : Store<int>;")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
