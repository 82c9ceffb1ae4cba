using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4006Tests
{
    private const string Rule = RuleIds.CaughtCancellation;

    [Fact]
    public async Task A_catch_of_everything_that_goes_on_is_reported() =>
        await Hook(
            """
            [Background] private async Task Loop(CancellationToken ct)
            {
                while (true) { try { await StepAsync(ct); } [|catch|] (Exception e) { Log(e); } }
            }
            """).Reports(Rule,
            "Db.Loop catches its own cancellation: Loop [Background] -> catch (Exception) goes on with the loop when the unit is to "
            + "stop, and holds up the stop until its time is over. "
            + "Write 'catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; }' before it.");

    [Theory]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { while (true) { try { await StepAsync(ct); } [|catch|] { } } }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            for (;;) { try { await Task.Delay(1, ct).ConfigureAwait(false); } catch (IOException) { } [|catch|] (Exception) { continue; } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await foreach (var n in Numbers(ct)) Log(n); } [|catch|] (Exception e) { Log(e); } finally { Log(1); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true)
            {
                try { ct.ThrowIfCancellationRequested(); await Task.Yield(); }
                [|catch|] (Exception e) { Log(e); await Task.Delay(1); }
            }
        }
        """)]
    [InlineData(
        """
        [Run] private async ValueTask Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } [|catch|] (SystemException e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private Task Loop(CancellationToken ct) => Inner<int>(ct);
        private async Task Inner<T>(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } [|catch|] (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            await Inner();
            async Task Inner() { again: try { await StepAsync(ct); } [|catch|] (Exception e) { Log(e); } goto again; }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true)
            {
                try { await StepAsync(ct); }
                [|catch|] (Exception e) { try { await Task.Delay(1); } catch (IOException) { Log(e); } }
            }
        }
        """)]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With(
            """
            public abstract class Base<T>
            {
                [Background] protected async Task Loop(CancellationToken ct)
                {
                    while (true) { try { await Task.Delay(1, ct); } [|catch|] { } }
                }
            }
            """,
            "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int>;", "Db.cs")
            .And(
                """
                partial class Db
                {
                    [Background] private async Task Other(CancellationToken ct)
                    {
                        while (true) { try { await Task.Delay(1, ct); } [|catch|] { } }
                    }
                }
                """,
                "Db.Other.cs").Reports(Rule);

    [Theory]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (OperationCanceledException) { break; } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true)
            {
                try
                {
                    await StepAsync(ct);
                }
                catch (OperationCanceledException) when (ct.IsCancellationRequested) { throw; } catch (Exception e) { Log(e); }
            }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) when (e is not OperationCanceledException) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) { if (e is OperationCanceledException) throw; Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) { if (ct.IsCancellationRequested) return; Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) { Log(e); await Task.Delay(5, ct); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } await Task.Delay(5, ct); }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            while (await timer.WaitForNextTickAsync(ct)) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { try { while (true) await StepAsync(ct); } catch (Exception e) { Log(e); } }")]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            await foreach (var n in Numbers(ct)) { try { Log(n); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            await foreach (var n in Numbers(ct)) { try { await StepAsync(ct); } catch (Exception e) { Log(e); throw; } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (IOException e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            foreach (var n in new[] { 1, 2 }) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true)
            {
                foreach (var n in new[] { 1, 2 }) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
                await Task.Delay(1, ct);
            }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            for (var i = 0; i < 3; i++) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            var left = 3;
            while (left > 0) { try { await StepAsync(ct); } catch (Exception e) { left--; Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            var n = 0;
            while (true) { try { await StepAsync(ct); } catch (Exception e) { if (++n > 3) throw; Log(e); } }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true) { try { await StepAsync(ct); } catch (Exception e) { Handle(e); } }
        }
        private void Handle(Exception e) { if (e is OperationCanceledException) throw e; Log(e); }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (true)
            {
                try { await StepAsync(ct); } catch (Exception e) { System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e); }
            }
        }
        """)]
    [InlineData(
        """
        [Background] private async Task Loop(CancellationToken ct)
        {
            while (_open) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        private bool _open = true;
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Open(CancellationToken ct)
        {
            for (var i = 0; i < 3; i++) { try { await StepAsync(ct); } catch (Exception e) { Log(e); } }
        }
        """)]
    [InlineData("private async Task NoHook(CancellationToken ct) { while (true) { try { await StepAsync(ct); } catch { } } }")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    internal static Project Hook(string members, string off = "LCG9999") => Project.With(Text(members)).Configured($"dotnet_diagnostic.{off}.severity = none");

    internal static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}

            private Task StepAsync(CancellationToken ct) => Task.Delay(1, ct);
            private void Log(object e) => GC.KeepAlive(e);
            private async IAsyncEnumerable<int> Numbers([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
            {
                await Task.Delay(1, ct);
                yield return 1;
            }
        }
        """;
}
