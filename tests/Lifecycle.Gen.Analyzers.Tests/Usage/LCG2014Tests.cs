using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG2014Tests
{
    private const string Rule = RuleIds.OwnedByWorker;

    [Theory]
    [InlineData("[Unit] public sealed partial class A([[|OwnedByWorker|]] string text);", "'string text' of A has no effect: it has nothing to dispose")]
    [InlineData("[Unit] public sealed partial class A([[|OwnedByWorker|]] Uri uri);", "'Uri uri' of A has no effect: it has nothing to dispose")]
    [InlineData(
        "[Unit] public sealed partial class A([[|OwnedByWorker|]] IReadOnlyList<int> list);",
        "'IReadOnlyList<int> list' of A has no effect: it has nothing to dispose")]
    [InlineData(
        "public sealed record Settings; [Unit] public sealed partial class A([[|OwnedByWorker|]] Settings settings);",
        "'Settings settings' of A has no effect: it has nothing to dispose")]
    [InlineData(
        "[Unit] public sealed partial class B; [Unit] public sealed partial class A([[|OwnedByWorker|]] B b);",
        "'B b' of A has no effect: B is a unit, which its worker disposes anyhow")]
    [InlineData(
        "[Unit] public sealed partial class A([[|OwnedByWorker|]] TimeProvider time);",
        "'TimeProvider time' of A has no effect: every worker has it itself")]
    [InlineData("public sealed class A([[|OwnedByWorker|]] Stream stream);", "'Stream stream' of A has no effect: A is no unit")]
    [InlineData(
        "[Unit] public sealed partial class A { private void Use([[|OwnedByWorker|]] Stream stream) => stream.Dispose(); }",
        "'Stream stream' of A has no effect: only parameters of the constructor that workers call get inputs")]
    public async Task What_no_worker_could_dispose_is_reported(string source, string what) =>
        await Project.With(source).Reports(Rule, $"[OwnedByWorker] on {what}. Remove it.");

    [Theory]
    [InlineData("[Unit] public sealed partial class A([OwnedByWorker] Stream stream);")]
    [InlineData("[Unit] public sealed partial class A([OwnedByWorker] IDisposable thing, [OwnedByWorker] IAsyncDisposable other);")]
    [InlineData("public interface IStore; [Unit] public sealed partial class A([OwnedByWorker] IStore store);")]
    [InlineData("public class Store; [Unit] public sealed partial class A([OwnedByWorker] Store? store = null);")]
    [InlineData("public struct Handle : IDisposable { public void Dispose() { } } [Unit] public sealed partial class A([OwnedByWorker] Handle handle);")]
    [InlineData("[ExtensionPoint] public interface IPoint; [Extension] public sealed class A([OwnedByWorker] Stream stream) : IPoint;")]
    public async Task Others_are_not(string source) => await Project.With(source).IsQuiet();
}
