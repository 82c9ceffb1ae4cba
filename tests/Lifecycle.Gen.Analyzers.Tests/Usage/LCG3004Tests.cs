using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3004Tests
{
    private const string Rule = RuleIds.HookWithoutToken;

    [Fact]
    public async Task A_hook_that_could_pass_a_token_on_is_reported() =>
        await Hook("[OnStartup] private async Task [|Open|]() => await Task.Delay(100);").Reports(Rule,
            "Db.Open takes no CancellationToken: Open [OnStartup] awaits Task.Delay(100), which could take a token, so that no time-out and "
            + "no cancellation reaches it. "
            + "Write 'Open(CancellationToken cancellationToken)' and pass the token on.");

    [Fact]
    public async Task The_token_comes_after_the_context() =>
        await Hook("[OnStartup] private async Task [|Open|](IWorkerContext context) => await LoadAsync(1);").Reports(Rule,
            "Db.Open takes no CancellationToken: Open [OnStartup] awaits LoadAsync(1), which could take a token, so that no time-out and no "
            + "cancellation reaches it. "
            + "Write 'Open(IWorkerContext context, CancellationToken cancellationToken)' and pass the token on.");

    [Theory]
    [InlineData("[OnStartup] private Task [|Open|]() => Task.Delay(1);")]
    [InlineData("[OnStartup] private ValueTask [|Open|]() { return WriteAsync(); }")]
    [InlineData("[OnStartup] private async Task [|Open|]() => await Task.Delay(1).ConfigureAwait(false);")]
    [InlineData("[OnStartup] private async Task [|Open|]() { var n = await this.CountAsync<int>(\"a\"); await Task.Delay(n); }")]
    [InlineData("[OnStartup] private async Task [|Open|]() { await foreach (var n in RowsAsync()) { } }")]
    [InlineData("[OnStartup] private async Task [|Open|]() { await foreach (var n in RowsAsync().ConfigureAwait(false)) { } }")]
    [InlineData("[OnShutdown] private async Task [|Close|]() { using var s = new MemoryStream(); await s.FlushAsync(); }")]
    [InlineData("[OnStartup] private async Task [|Open|]() => await \"a\".SendAsync(1);")]
    [InlineData("[Background] private async Task [|Loop|]() { while (true) await Task.Delay(1000); }")]
    [InlineData("[OnInit, OnReady] private async Task [|Both|]() => await Task.Delay(1);")]
    public async Task Every_way_of_awaiting_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_is_a_hook_of_another_part_and_of_a_base_class() =>
        await Project.With("public abstract class Base<T> { [OnStartup] protected virtual async Task [|Open|]() => await Task.Delay(1); }", "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int>;", "Db.cs")
            .And("partial class Db { [OnReady] private async Task [|Warm|]() => await Task.Delay(1); }", "Db.Warm.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) => await Task.Delay(1, ct);")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Delay(1, CancellationToken.None);")]
    [InlineData("[OnStartup] private async Task Open(IWorkerContext context) => await Task.Delay(1, context.Stopping);")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Yield();")]
    [InlineData("[OnStartup] private async Task Open() => await OnlyAsync();")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Run(() => { });")]
    [InlineData("[OnStartup] private async Task Open() => await OtherAsync(1);")]
    [InlineData("[OnStartup] private async Task Open() => await HiddenFrom.AllAsync();")]
    [InlineData("[OnStartup] private async Task Open() { await LaterAsync(); async Task LaterAsync() => await Task.Delay(1); }")]
    [InlineData("[OnStartup] private async Task Open() { Func<Task> later = async () => await Task.Delay(1); await later(); }")]
    [InlineData(
        """
        [OnStartup] private async Task Open() { await foreach (var n in RowsAsync().WithCancellation(_stop.Token)) { } }
        private readonly CancellationTokenSource _stop = new();
        """)]
    [InlineData("[OnStartup] private void Open() { }")]
    [InlineData("[OnShutdown] private Task Close() => CloseAsync(); private Task CloseAsync(CancellationToken ct = default) => Task.Delay(1, ct);")]
    [InlineData(
        """
        [OnDrain] private async Task Drain() => await StopServingAsync();
        private Task StopServingAsync(CancellationToken ct = default) => Task.Delay(1, ct);
        """)]
    [InlineData(
        """
        [Background] private async Task Loop() { await foreach (var n in _queue.Reader.ReadAllAsync()) GC.KeepAlive(n); }
        [OnDrain] private void Drain() => _queue.Writer.Complete();
        private readonly System.Threading.Channels.Channel<int> _queue = System.Threading.Channels.Channel.CreateUnbounded<int>();
        """)]
    [InlineData("private async Task NoHook() => await Task.Delay(1);")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task Parameters_that_are_not_free_are_not_reported() =>
        await Project.With("""
            public interface IOpens { Task OpenAsync(); }

            public abstract class Base { public abstract Task WarmAsync(); }

            [Unit]
            public sealed partial class Db : Base, IOpens
            {
                [OnStartup] public async Task OpenAsync() => await Task.Delay(1);
                        [OnReady] public override async Task WarmAsync() => await Task.Delay(1);
            }
            """).IsQuiet();

    [Fact]
    public async Task Fix_takes_the_token_and_passes_it_on() =>
        await Hook("""
            /// <summary>Opens.</summary>
            [OnStartup]
            private async Task [|Open|]() // first
            {
                await Task.Delay(100); // a pause
                await LoadAsync(1).ConfigureAwait(false);
                await WriteAsync();
                await "a".SendAsync(2);
                await OnlyAsync();
                await Task.Delay(1, CancellationToken.None);
                var n = await CountAsync<int>(name: "a");
            }

            [OnReady] private Task [|Warm|](IWorkerContext context) => LoadAsync(1, "b");
            """).IsFixed(Rule, Text("""
            /// <summary>Opens.</summary>
            [OnStartup]
            private async Task Open(CancellationToken cancellationToken) // first
            {
                await Task.Delay(100, cancellationToken); // a pause
                await LoadAsync(1, ct: cancellationToken).ConfigureAwait(false);
                await WriteAsync(cancellationToken);
                await "a".SendAsync(2, cancellationToken);
                await OnlyAsync();
                await Task.Delay(1, CancellationToken.None);
                var n = await CountAsync<int>(name: "a", ct: cancellationToken);
            }

            [OnReady] private Task Warm(IWorkerContext context, CancellationToken cancellationToken) => LoadAsync(1, "b", cancellationToken);
            """));

    [Theory]
    [InlineData("[OnStartup] private async Task [|Open|]() => await Task.Delay(1); public Task Again() => Open();")]
    [InlineData("[OnStartup] private async Task [|Open|]() { var cancellationToken = 1; await Task.Delay(cancellationToken); }")]
    [InlineData("[OnStartup] private async Task [|Open|]() => await Task.Delay(1); private void Open(CancellationToken ct) { }")]
    public async Task No_fix_where_it_would_not_compile(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members.ReplaceLineEndings("\n    ")}}

            private Task LoadAsync(int n, string name = "", CancellationToken ct = default) => Task.CompletedTask;
            private ValueTask WriteAsync(CancellationToken ct = default) => default;
            private Task<T> CountAsync<T>(string name) => CountAsync<T>(name, default);
            private Task<T> CountAsync<T>(string name, CancellationToken ct) => Task.FromResult(default(T)!);
            private Task OnlyAsync() => Task.CompletedTask;
            private Task OtherAsync(int n) => Task.CompletedTask;
            private Task OtherAsync(string n, CancellationToken ct) => Task.CompletedTask;
            private async IAsyncEnumerable<int> RowsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
            {
                await Task.Yield();
                yield return 1;
            }
        }

        public static class HiddenFrom
        {
            public static Task AllAsync() => AllAsync(default);
            private static Task AllAsync(CancellationToken ct) => Task.CompletedTask;
        }

        public static class Sending
        {
            public static Task SendAsync(this string text, int n, CancellationToken ct = default) => Task.CompletedTask;
        }
        """;
}
