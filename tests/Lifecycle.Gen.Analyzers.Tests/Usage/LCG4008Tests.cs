using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4008Tests
{
    private const string Rule = RuleIds.KeptToken;

    [Fact]
    public async Task A_token_in_a_field_is_reported() =>
        await Hook("[OnStartup] private void Open(CancellationToken ct) => _token = [|ct|]; public Task UseAsync() => Task.Delay(1, _token);").Reports(Rule,
            "Db.Open keeps the token of the start: Open [OnStartup] -> _token outlives the start, but ct belongs to the start, and nothing "
            + "cancels it when the worker stops. "
            + "Take IWorkerContext and keep its Stopping, or give _token a source of its own.");

    [Fact]
    public async Task A_task_in_a_field_that_got_the_token_is_reported() =>
        await Hook("[OnStartup] private void Open(CancellationToken ct) => _loop = LoopAsync([|ct|]); [OnShutdown] private Task Close() => _loop;")
            .Reports(Rule,
            "Db.Open keeps the token of the start: Open [OnStartup] -> _loop outlives the start, but ct belongs to the start, and nothing "
            + "cancels it when the worker stops. "
            + "Let a [Background] hook do this work, which gets a token of its own.");

    [Theory]
    [InlineData("[OnInit] private void Open(CancellationToken ct) { _token = [|ct|]; } [OnShutdown] private Task Close() => Task.Delay(1, _token);")]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { Token = [|ct|]; }
        private CancellationToken Token { get; set; }
        public Task Use() => Task.Delay(1, Token);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(IWorkerContext c, CancellationToken ct) { _loop = Task.Run(() => LoopAsync([|ct|])); }
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct)
        {
            _loop = Task.Run(async () => { await LoopAsync([|ct|]).ConfigureAwait(false); });
        }
        [OnShutdown] private async Task Close() => await _loop;
        """)]
    [InlineData(
        """
        [OnReady] private async Task Open(CancellationToken ct) { await Task.Delay(1, ct); this._loop = LoopAsync([|ct|]); }
        public async Task Wait() => await _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { _loop = LoopAsync<int>([|ct|]).AsTask(); }
        private async ValueTask LoopAsync<T>(CancellationToken ct) => await Task.Delay(1, ct);
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { _token = [|ct|]; }
        [OnReady] private void Ready() { _later = () => LoopAsync(_token); }
        private Func<Task>? _later;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => Keep(1, ct);
        private void Keep(int n, CancellationToken token) => Deep(token);
        private void Deep(CancellationToken deep) { Inner(deep); void Inner(CancellationToken inner) => _token = [|inner|]; }
        public Task Use() => Task.Delay(1, _token);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { _loop = Inner(); async Task Inner() => await Task.Delay(1, [|ct|]); }
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { _all.Add(LoopAsync([|ct|])); }
        [OnShutdown] private Task Close() => Task.WhenAll(_all);
        private readonly List<Task> _all = [];
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => _loop = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LoopAsync([|ct|])));
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => _all = new[] { 1, 2 }.Select(n => LoopAsync([|ct|])).ToList();
        [OnShutdown] private Task Close() => Task.WhenAll(_all);
        private List<Task> _all = [];
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => _timer = new Timer(Tick, [|ct|], 0, 1);
        private Timer? _timer;
        private void Tick(object? s) { }
        [OnShutdown] private void Close() => _timer?.Dispose();
        """)]
    public async Task Every_way_of_keeping_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With(
            """
            public abstract class Base<T>
            {
                private CancellationToken _token;
                [OnStartup] protected void Open(CancellationToken ct) => _token = [|ct|];
                protected Task Use() => Task.Delay(1, _token);
            }
            """,
            "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int> { [OnStartup] private partial void Prepare(CancellationToken ct); }", "Db.cs")
            .And(
                """
                partial class Db
                {
                    private CancellationToken _other;
                    private partial void Prepare(CancellationToken ct) => _other = [|ct|];
                    [OnDrain] private Task Drain() => Task.Delay(1, _other);
                }
                """,
                "Db.Other.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) => await LoopAsync(ct);")]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) { _token = ct; await Step(); } private Task Step() => Task.Delay(1, _token);")]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) => _token = ct;")]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) => _loop = LoopAsync(ct); [OnReady] private async Task Ready() => await _loop;")]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => _source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        private CancellationTokenSource? _source;
        [OnShutdown] private void Close() => _source?.Dispose();
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => _loop = Task.Run(() => LoopAsync(_token), ct);
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private async Task Open(CancellationToken ct) { _n = await CountAsync(ct); }
        private int _n;
        public int Count => _n;
        private async Task<int> CountAsync(CancellationToken ct) { await Task.Delay(1, ct); return 1; }
        """)]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { _token = ct; await LoopAsync(ct); } public Task Use() => Task.Delay(1, _token);")]
    [InlineData("[OnStartup] private void Open(IWorkerContext context) => _token = context.Stopping; public Task Use() => Task.Delay(1, _token);")]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { var local = ct; _loop = Task.WhenAll(Numbers().Select(n => Task.Delay(n))); }
        private IEnumerable<int> Numbers() => [1];
        [OnShutdown] private Task Close() => _loop;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) { GC.KeepAlive(this); void Unused() => Keep(ct); }
        private void Keep(CancellationToken token) => _token = token;
        public Task Use() => Task.Delay(1, _token);
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(CancellationToken ct) => Keep(ct);
        public void Keep(CancellationToken token) => _token = token;
        public Task Use() => Task.Delay(1, _token);
        """)]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) { await Inner(); async Task Inner() => await Task.Delay(1, ct); }")]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) { var all = new List<Task>(); all.Add(LoopAsync(ct)); await Task.WhenAll(all); }")]
    [InlineData("[OnStartup] private async Task Open(CancellationToken ct) => await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LoopAsync(ct)));")]
    [InlineData("private void NoHook(CancellationToken ct) => _token = ct; public Task Use() => Task.Delay(1, _token);")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    private static Project Hook(string members) => Project.With($$"""
        [Unit]
        public sealed partial class Db
        {
            private CancellationToken _token;
            private Task _loop = Task.CompletedTask;

            {{members}}

            private Task LoopAsync(CancellationToken ct) => Task.Delay(1, ct);
        }
        """).Configured("dotnet_diagnostic.LCG3004.severity = none");
}
