using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2004Tests
{
    private const string Rule = RuleIds.ConstructorParameter;

    [Theory]
    [InlineData("public Db(ref int [|port|]) { }", "Db takes what no worker can pass: int port is passed by reference. Take it by value, as an ordinary type.")]
    [InlineData("public Db(in int [|port|]) { }", "Db takes what no worker can pass: int port is passed by reference. Take it by value, as an ordinary type.")]
    [InlineData("public Db(out int [|port|]) { port = 1; }",
        "Db takes what no worker can pass: int port is passed by reference. Take it by value, as an ordinary type.")]
    [InlineData("public Db(Span<byte> [|buffer|]) { }",
        "Db takes what no worker can pass: Span<byte> buffer is a ref struct. Take it by value, as an ordinary type.")]
    public async Task Each_kind_is_reported(string constructor, string message) =>
        await Project.With($"[Unit] public sealed partial class Db {{ {constructor} }}").Reports(Rule, message);

    [Fact]
    public async Task A_pointer_is_reported() =>
        await Project.With("[Unit] public sealed unsafe partial class Db { public Db(byte* [|buffer|]) { } }").WithCompilerErrors("CS0227").Reports(Rule,
            "Db takes what no worker can pass: byte* buffer is a pointer. Take it by value, as an ordinary type.");

    [Theory]
    [InlineData("public Db(int port, params string[] names) { }")]
    [InlineData("public Db(Memory<byte> buffer) { }")]
    [InlineData("private Db(ref int port) { } public Db() { }")]
    public async Task Look_alikes_are_not(string constructors) =>
        await Project.With($"[Unit] public sealed partial class Db {{ {constructors} }}").IsQuiet();
}
