using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2003Tests
{
    private const string Rule = RuleIds.Constructor;

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Db|] { private Db() { } }",
        "Db has no constructor that a worker could call: all are private or protected. Make one internal or public.")]
    [InlineData("[Unit] public partial class [|Db|] { protected Db(int a) { } private Db() { } }",
        "Db has no constructor that a worker could call: all are private or protected. Make one internal or public.")]
    [InlineData("[Unit] public sealed partial class [|Db|] { public Db() { } public Db(int port) { } }",
        "Db has several constructors that a worker could call: Db() and Db(int port). Make all but one private.")]
    [InlineData("[Unit] public sealed partial class [|Db|] { internal Db() { } internal Db(int port) { } }",
        "Db has several constructors that a worker could call: Db() and Db(int port). Make all but one private.")]
    [InlineData("[Unit] public sealed partial class [|Db|](string url) { internal Db(object url) : this(\"\") { } }",
        "Db has several constructors that a worker could call: Db(string url) and Db(object url). Make all but one private.")]
    [InlineData("[Unit] public sealed partial class [|Db|](string url) { internal Db(object url, int port = 1) : this(\"\") { } }",
        "Db has several constructors that a worker could call: Db(string url) and Db(object url, int port). Make all but one private.")]
    [InlineData("[Worker] public sealed partial class [|Server|] { public Server(int n) : base(null!, null) { } } [Unit] public sealed partial class Db;",
        "Server declares a constructor: a worker's own is generated. Remove it; what units take as inputs becomes its parameters.")]
    [InlineData("[Unit] public sealed partial class [|Db|] { public required string Url { get; set; } public required int Port; }",
        "Db has required members that no worker sets: Url, Port. Take them as parameters of the constructor, or mark it with [SetsRequiredMembers].")]
    public async Task Each_way_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Theory]
    [InlineData("[Unit] public sealed partial class Db;")]
    [InlineData("[Unit] public sealed partial class Db { public Db(int port) { } private Db() { } }")]
    [InlineData("[Unit] public sealed partial class Db { static Db() { } internal Db() { } }")]
    [InlineData("[Unit] public partial record Db(int Port);")]
    [InlineData("[Unit] public sealed partial class Db(string url) { internal Db() : this(\"\") { } }")]
    [InlineData("[Unit] public sealed partial class Db { public Db(string url) { } internal Db(string url, TimeProvider time) { } }")]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            [System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Db() => Url = "";
            public required string Url { get; set; }
        }
        """)]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
