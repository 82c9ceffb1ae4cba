using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>The fix of LCG4006.</summary>
public sealed class LCG4006FixTests
{
    private const string Rule = RuleIds.CaughtCancellation;

    [Fact]
    public async Task Fix_lets_cancellation_through() =>
        await LCG4006Tests.Hook("""
            [Background]
            private async Task Loop(CancellationToken ct)
            {
                while (true)
                {
                    try
                    {
                        await StepAsync(ct);
                    }
                    [|catch|] (Exception e) // all of them
                    {
                        Log(e);
                    }
                }
            }

            [Background] private async Task Short(CancellationToken ct)
            {
                for (;;) { try { await StepAsync(ct); } [|catch|] { } }
            }
            """).IsFixed(Rule, LCG4006Tests.Text("""
            [Background]
            private async Task Loop(CancellationToken ct)
            {
                while (true)
                {
                    try
                    {
                        await StepAsync(ct);
                    }
                    catch (OperationCanceledException) when (ct.IsCancellationRequested)
                    {
                        throw;
                    }
                    catch (Exception e) // all of them
                    {
                        Log(e);
                    }
                }
            }

            [Background] private async Task Short(CancellationToken ct)
            {
                for (;;) { try { await StepAsync(ct); } catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; } catch { } }
            }
            """));

    [Fact]
    public async Task No_fix_without_a_token_to_ask() =>
        await LCG4006Tests.Hook(
            "[Background] private async Task Loop(IWorkerContext c) { while (true) { try { await StepAsync(c.Stopping); } [|catch|] { } } }",
            "LCG3004").HasNoFix(Rule);
}
