using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3007Tests
{
    private const string Rule = RuleIds.HookCalledByHand;

    [Fact]
    public async Task A_call_from_another_class_is_reported() =>
        await Unit("", "public void Reconnect(Db db) => [|db.Open()|];").Reports(Rule,
            "Other.Reconnect calls the hook Db.Open by hand: Open [OnStartup] is the worker's to call, and here it runs once more, at another "
            + "time and without its time-out and its place in the order. "
            + "Move what is needed here into a method of its own, and call that from Open too.");

    [Theory]
    [InlineData("public async Task Go(Db db) => await [|db.CloseAsync()|].ConfigureAwait(false);")]
    [InlineData("public Task Go(Db? db) => db?[|.CloseAsync()|] ?? Task.CompletedTask;")]
    [InlineData("public void Go(Db db) => Run([|db.Open|]); private void Run(Action action) => action();")]
    [InlineData("public void Go(Db db) { Action later = () => [|db.Open()|]; later(); }")]
    [InlineData("public void Go(Db db) { Inner(); void Inner() => [|db.Open()|]; }")]
    [InlineData("public int Go(Db db) { [|db.Open()|]; return 1; }")]
    public async Task Every_way_of_calling_is_reported(string others) => await Unit("", others).Reports(Rule);

    [Theory]
    [InlineData("[OnReady] private void Ready() => [|Open()|];")]
    [InlineData("[OnStartup] private async Task Warm() { await Task.Yield(); [|this.Open()|]; }")]
    [InlineData("[OnDrain] private Task Drain() => [|CloseAsync()|];")]
    public async Task In_the_class_itself_it_is_where_it_would_run_twice_on_one_way(string members) =>
        await Unit(members, "").Reports(Rule);

    [Fact]
    public async Task From_top_level_code_and_through_a_base_class_too() =>
        await Project.With("""
            Db db = null!;
            [|db.Open()|];

            [Unit] public partial class Db : Base<int> { }
            public abstract class Base<T> { [OnStartup] public void Open() { } }
            """).Configured("dotnet_diagnostic.LCG5011.severity = none").Reports(Rule);

    [Theory]
    [InlineData("private void OnLost() => Connect(); private void Connect() { }")]
    [InlineData("private void OnLost() => Open();")]
    [InlineData(
        """
        [Background] private async Task Flush(CancellationToken ct)
        {
            while (!ct.IsCancellationRequested) { await Task.Delay(1, ct); await CloseAsync(); }
        }
        """)]
    [InlineData("[OnReady] private async Task Ready() { try { await Task.Yield(); } catch (IOException) { await CloseAsync(); throw; } }")]
    [InlineData("private static string Name => nameof(Open);")]
    [InlineData("private void Test() { var db = new Db(); db.Open(); }")]
    [InlineData("private void Test() => new Db().Open();")]
    [InlineData("private readonly Db _mine = new(); private void Test() => _mine.Open();")]
    [InlineData("private void Test(IOpen db) => db.Open2();")]
    public async Task Look_alikes_are_not(string members) => await Unit(members, "").IsQuiet();

    [Fact]
    public async Task An_override_may_call_its_base() =>
        await Project.With("""
            public abstract class Base
            {
                [OnStartup] protected virtual Task OpenAsync() => Task.CompletedTask;
            }

            [Unit]
            public sealed partial class Db : Base
            {
                [OnStartup]
                protected override async Task OpenAsync()
                {
                    await base.OpenAsync();
                }
            }
            """).IsQuiet();

    private static Project Unit(string members, string others) => Project.With($$"""
        [Unit]
        public sealed partial class Db : IOpen
        {
            [OnStartup] internal void Open() { }
            [OnShutdown] internal Task CloseAsync() => Task.CompletedTask;
            [OnInit] public void Open2() { }
            {{members}}
        }

        public sealed class Other
        {
            {{others}}
        }

        public interface IOpen { void Open2(); }
        """);
}
