using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2023Tests
{
    private const string Rule = RuleIds.TooManyHooks;

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Checks|]", "Checks")]
    [InlineData("[Worker] public sealed partial class [|Server|]", "Server")]
    public async Task The_hook_after_the_last_that_fits_is_reported(string head, string name) =>
        await Project.With($"{head} {{ {Hooks(257)} }}").Reports(Rule,
            $"{name} has more hooks of one phase than a unit can have: 257 of OnStartup, where 256 fit. "
            + "Call what belongs together from one hook, or divide the class into several units.");

    [Fact]
    public async Task As_many_as_fit_are_right_in_each_phase() =>
        await Project.With($"[Unit] public sealed partial class Checks {{ {Hooks(256)} {Hooks(256, "OnDrain")} }}").IsQuiet();

    private static string Hooks(int count, string phase = "OnStartup") =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"[{phase}] private void {phase}{i}() {{ }}\n"));
}
