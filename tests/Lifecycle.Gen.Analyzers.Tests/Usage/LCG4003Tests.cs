using Lifecycle.Core.Rules;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4003Tests
{
    private const string Rule = RuleIds.BlockingWait;

    [Fact]
    public async Task A_wait_in_a_hook_is_reported_with_the_way_to_it() =>
        await Hook("[OnStartup] private void Open() => Prepare(); private void Prepare() { [|ConnectAsync().Wait()|]; }").Reports(Rule,
            "Db.Prepare blocks its thread on ConnectAsync(): Open [OnStartup] -> Prepare -> ConnectAsync() holds a thread that other hooks need, and no time-out or cancellation reaches it. "
            + "Write 'await ConnectAsync()'.");

    [Fact]
    public async Task So_is_sleeping() =>
        await Hook("[OnStartup] private void Open() => [|Thread.Sleep(100)|];").Reports(Rule,
            "Db.Open blocks its thread on Thread.Sleep: Open [OnStartup] -> Thread.Sleep holds a thread that other hooks need, and no time-out or cancellation reaches it. "
            + "Write 'await Task.Delay(…, cancellationToken)'.");

    [Theory]
    [InlineData("[OnStartup] private void Open() => _count = [|CountAsync().Result|];")]
    [InlineData("[OnStartup] private void Open() { [|ConnectAsync().GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open() { _count = [|CountAsync().ConfigureAwait(false).GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|WriteAsync().GetAwaiter().GetResult()|]; }")]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) { [|ConnectAsync().Wait(ct)|]; }")]
    [InlineData("[OnShutdown] private void Close() { [|_loop!.Wait()|]; }")]
    [InlineData("[OnStartup] private void Open() { Inner(); void Inner() => [|Thread.Sleep(TimeSpan.Zero)|]; }")]
    [InlineData("[Background] private async Task Loop() { await Task.Yield(); _count = [|CountAsync().Result|]; }")]
    public async Task Every_way_of_waiting_is_reported(string members) => await Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open() => _count = await CountAsync();")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); var b = CountAsync(); await Task.WhenAll(a, b); _count = a.Result + b.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = CountAsync(); await a; _count = a.Result; }")]
    [InlineData("[OnStartup] private async Task Open() { var a = WriteAsync(); if (a.IsCompletedSuccessfully) a.GetAwaiter().GetResult(); else await a; }")]
    [InlineData("[OnStartup] private async Task Open() => await CountAsync().ContinueWith(t => _count = t.Result);")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Run(() => Thread.Sleep(1));")]
    [InlineData("[OnStartup] private async Task Open() => await _gate.WaitAsync(CancellationToken.None); private readonly SemaphoreSlim _gate = new(1);")]
    [InlineData("private void Unused() => ConnectAsync().Wait();")]
    [InlineData("[OnStartup] private void Open() => _count = new Answer().Result; private sealed class Answer { public int Result => 1; }")]
    [InlineData("[OnStartup] private void Open() => _count = Task.FromResult(1).Result;")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Fix_awaits() =>
        await Hook("""
            [OnStartup]
            private void Open()
            {
                _count = [|CountAsync().Result|]; // counted
                Prepare();
                var text = [|CountAsync().Result|].ToString();
            }

            private void Prepare()
            {
                [|ConnectAsync().GetAwaiter().GetResult()|];
                [|_loop!.Wait()|];
                [|Thread.Sleep(100)|];
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task Open()
            {
                _count = await CountAsync(); // counted
                await Prepare();
                var text = (await CountAsync()).ToString();
            }

            private async Task Prepare()
            {
                await ConnectAsync();
                await _loop!;
                await Task.Delay(100);
            }
            """));

    [Theory]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) { [|ConnectAsync().Wait(ct)|]; }")]
    [InlineData("[OnStartup] private void Open() => _count = Count(); private int Count() => [|CountAsync().Result|];")]
    [InlineData("[OnStartup] private void Open() { lock (this) { [|ConnectAsync().Wait()|]; } }")]
    public async Task No_fix_where_it_would_not_compile_or_mean_another_thing(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            private Task? _loop;
            private int _count;

            {{members.ReplaceLineEndings("\n    ")}}

            private Task ConnectAsync() => Task.CompletedTask;
            private Task<int> CountAsync() => Task.Run(() => 1);
            private ValueTask WriteAsync() => default;
        }
        """;
}
