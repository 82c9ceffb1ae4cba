using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3009Tests
{
    private const string Rule = RuleIds.LifespanYield;

    [Theory]
    [InlineData("yield break;")]
    [InlineData("if (_on) yield return 0;")]
    [InlineData("if (_on) yield break; yield return 0;")]
    [InlineData("switch (_n) { case 1: yield return 0; break; case 2: break; default: throw new Exception(); }")]
    [InlineData("try { await Task.Yield(); } catch (Exception) { yield break; } yield return 0;")]
    [InlineData("foreach (var x in new int[_n]) { if (x > 0) { await Task.Yield(); yield break; } } yield return 0;")]
    public async Task M5_a_way_without_a_yield_is_reported(string body) => await Lifespan(body).Reports(Rule,
        "Db.Live is no lifespan: a way through Live ends without a 'yield return', so that the start fails. "
        + "Let every way that does not throw come to the 'yield return'.");

    [Theory]
    [InlineData("yield return 0; yield return 1;")]
    [InlineData("yield return 0; if (_on) yield return 1;")]
    [InlineData("while (_on) { await Task.Yield(); yield return 0; }")]
    [InlineData("for (;;) { yield return 0; if (_on) break; }")]
    [InlineData("do yield return 0; while (_on);")]
    [InlineData("foreach (var x in new int[_n]) yield return x;")]
    [InlineData("try { yield return 0; } finally { _n++; } if (_on) yield return 1;")]
    [InlineData("again: yield return 0; if (_on) goto again;")]
    public async Task M5_a_second_yield_is_reported(string body) => await Lifespan(body).Reports(Rule,
        "Db.Live is no lifespan: a way through Live comes to a second 'yield return', at which the stop fails. "
        + "Leave one 'yield return' between startup and shutdown, outside of any loop.");

    [Theory]
    [InlineData("yield return 0;")]
    [InlineData("await Task.Delay(1, ct); yield return 0; await Task.Delay(1, ct);")]
    [InlineData("if (_on) throw new InvalidOperationException(); yield return 0; if (_on) yield break; _n++;")]
    [InlineData("if (_on) yield return 0; else yield return 1;")]
    [InlineData("try { yield return 0; } finally { await Task.Yield(); }")]
    [InlineData("try { await Task.Yield(); } catch (Exception) when (_on) { throw; } catch { _n = 1; } yield return 0;")]
    [InlineData("try { await Task.Yield(); } finally { _n++; } yield return 0;")]
    [InlineData("await using var s = new System.IO.MemoryStream(); yield return 0;")]
    [InlineData("foreach (var x in new int[_n]) _n += x; yield return 0; while (_n-- > 0) await Task.Yield();")]
    [InlineData("while (true) { yield return 0; break; }")]
    [InlineData("switch (_n) { case 1: yield return 0; break; default: throw new Exception(); }")]
    [InlineData("yield return _on ? 1 : 2;")]
    [InlineData(
        """
        yield return 0;
        async IAsyncEnumerable<int> Other() { await Task.Yield(); yield return 1; yield return 2; }
        await foreach (var x in Other()) _n += x;
        """)]
    public async Task One_yield_on_every_way_is_not(string body) => await Lifespan(body, "Live").IsQuiet();

    [Fact]
    public async Task What_is_no_async_iterator_is_reported() => await Project.With("""
        [Unit] public sealed partial class Db
        {
            [Lifespan] private IAsyncEnumerable<int> [|Live|](CancellationToken ct) => Iterate(ct);
            private static async IAsyncEnumerable<int> Iterate([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
            {
                await Task.Delay(1, ct);
                yield return 0;
            }
        }
        """).Reports(Rule,
        "Db.Live is no lifespan: Live hands out an iterator that it does not write itself, so that it is unknown where startup ends. "
        + "Write 'async', and one 'yield return' between startup and shutdown in Live itself.");

    [Fact]
    public async Task A_dropped_task_in_a_lifespan_is_LCG4001() => await Project.With("""
        [Unit] public sealed partial class Db
        {
            [Lifespan] private async IAsyncEnumerable<int> Live() { await Task.Yield(); [|Task.Delay(1)|]; yield return 0; }
        }
        """).Reports(RuleIds.DroppedTask);

    [Fact]
    public async Task A_lifespan_that_awaits_without_a_token_is_LCG3004() => await Project.With("""
        [Unit] public sealed partial class Db
        {
            [Lifespan] private async IAsyncEnumerable<int> [|Live|]() { await Task.Delay(1); yield return 0; }
        }
        """).Reports(RuleIds.HookWithoutToken);

    private static Project Lifespan(string body, string name = "[|Live|]") => Project.With($$"""
        [Unit] public sealed partial class Db
        {
            private bool _on;
            private int _n;
            public void Set(bool on, int n) { _on = on; _n = n; }
            [Lifespan] private async IAsyncEnumerable<int> {{name}}(CancellationToken ct)
            {
                ct.ThrowIfCancellationRequested();
                await Task.Yield();
                {{body}}
            }
        }
        """);
}
