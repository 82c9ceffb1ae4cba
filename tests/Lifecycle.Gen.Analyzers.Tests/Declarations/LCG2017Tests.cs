using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2017Tests
{
    private const string Rule = RuleIds.Unordered;

    [Theory]
    [InlineData("Cache", "Write '[Unordered] Func<Cache> cache', or remove it")]
    [InlineData("Cache?", "Write '[Unordered] Func<Cache> cache', or remove it")]
    [InlineData("IReadOnlyList<Cache>", "Remove it")]
    [InlineData("string", "Remove it")]
    [InlineData("Func<string>", "Remove it")]
    public async Task What_is_handed_over_itself_is_reported(string type, string remedy) => await Project.With(
        $"[Unit] public sealed partial class Cache; [Unit] public sealed partial class Api([Unordered] {type} [|cache|]);").Reports(Rule,
        $"Api takes '{type.TrimEnd('?')} cache' as [Unordered], but a unit that is handed over itself must exist before: only Func<T> and Lazy<T> can do "
        + $"without an order. {remedy}.");

    [Theory]
    [InlineData("[Unordered] Func<Cache> cache")]
    [InlineData("[Unordered] Lazy<Cache?> cache")]
    [InlineData("Cache cache")]
    public async Task Look_alikes_are_not(string parameter) =>
        await Project.With($"[Unit] public sealed partial class Cache; [Unit] public sealed partial class Api({parameter});").IsQuiet();

    [Fact]
    public async Task Fix_takes_it_later_and_calls_it() => await Project.With("""
        [Unit] public sealed partial class Cache { public int Count => 1; }
        [Unit]
        public sealed partial class Api([Unordered] Cache [|cache|])
        {
            [OnReady] private void Ready() => Console.WriteLine(cache.Count + nameof(cache));
        }
        """).IsFixed(Rule, """
        [Unit] public sealed partial class Cache { public int Count => 1; }
        [Unit]
        public sealed partial class Api([Unordered] Func<Cache> cache)
        {
            [OnReady] private void Ready() => Console.WriteLine(cache().Count + nameof(cache));
        }
        """);
}
