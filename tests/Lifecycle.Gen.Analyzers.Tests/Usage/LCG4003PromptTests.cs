using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>Prompts: they end with a line, and by no token.</summary>
public sealed class LCG4003PromptTests
{
    private const string Rule = RuleIds.BlockingWait;

    [Theory]
    [InlineData("[OnReady] private void Ready() => [|Console.ReadLine()|];")]
    [InlineData("[Background] private async Task Loop() { await Task.Yield(); [|Console.ReadKey()|]; }")]
    [InlineData("[Background] private void Loop() => [|Console.ReadLine()|];")]
    [InlineData("[Run] private void Work() => [|Console.Read()|];")]
    [InlineData("[Run] private void Work() => [|Console.In.ReadToEnd()|];")]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await [|Console.In.ReadLineAsync(stopping)|];")]
    public async Task A_prompt_is_reported_in_every_hook_because_no_token_ends_it(string members)
    {
        var reported = await Hook(members).Reports(Rule);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task A_prompt_is_reported_with_what_to_do_instead() =>
        await Hook("[Run] private async Task Ask(CancellationToken stopping) => await [|Console.In.ReadLineAsync(stopping)|];").Reports(Rule,
            "Db.Ask blocks its thread on Console.In.ReadLineAsync(stopping): Ask [Run] -> Console.In.ReadLineAsync(stopping) ends with a line and by no token, "
            + "so that a stop waits for a line. Write 'await Task.Run(() => Console.In.ReadLine(…)).WaitAsync(cancellationToken)'.");

    [Theory]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await Task.Run(() => Console.In.ReadLine()).WaitAsync(stopping);")]
    [InlineData("[Run] private async Task Ask(CancellationToken stopping) => await Task.Run(Console.ReadLine).WaitAsync(stopping);")]
    public async Task A_prompt_on_another_thread_is_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Fix_reads_on_another_thread_and_ends_the_wait_with_the_token() =>
        await Hook(
            """
            [Run] private async Task Ask(CancellationToken stopping)
            {
                while (await [|Console.In.ReadLineAsync(stopping)|] is { } line)
                    _count += line.Length;
            }
            [Background] private void Keys(CancellationToken stopping) => _count += [|Console.Read()|];
            """)
            .IsFixed(Rule, Text(
                """
                [Run] private async Task Ask(CancellationToken stopping)
                {
                    while (await Task.Run(() => Console.In.ReadLine()).WaitAsync(stopping) is { } line)
                        _count += line.Length;
                }
                [Background] private async Task Keys(CancellationToken stopping) => _count += await Task.Run(() => Console.Read()).WaitAsync(stopping);
                """));

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private int _count;

            {{members.ReplaceLineEndings("\n    ")}}

            public int Count => _count;
        }
        """;
}
