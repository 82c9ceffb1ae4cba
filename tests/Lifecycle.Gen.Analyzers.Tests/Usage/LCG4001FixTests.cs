using Lifecycle.Core.Findings;
using static Lifecycle.Analyzers.Tests.Usage.LCG4001Tests;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>The task is awaited, kept by the unit, or becomes a background hook.</summary>
public sealed class LCG4001FixTests
{
    private const string Rule = RuleIds.DroppedTask;

    [Fact]
    public async Task Fix_awaits_and_keeps_comments() =>
        await Hook("""
            [OnStartup]
            private async Task OpenAsync()
            {
                // first
                [|ConnectAsync()|]; // connected
                _ = [|CountAsync()|];
                var task = [|WriteAsync()|];
                [|_other?.ConnectAsync()|];
                await Task.Yield();
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task OpenAsync()
            {
                // first
                await ConnectAsync(); // connected
                await CountAsync();
                await WriteAsync();
                await (_other?.ConnectAsync() ?? Task.CompletedTask);
                await Task.Yield();
            }
            """));

    [Fact]
    public async Task Fix_makes_synchronous_hooks_async() =>
        await Hook("""
            /// <summary>Opens.</summary>
            [OnStartup] private void Open() => [|ConnectAsync()|];

            [OnReady]
            void Ready()
            {
                [|ConnectAsync()|];
                [|CountAsync()|];
            }

            [OnDrain]
            private Task DrainAsync()
            {
                [|ConnectAsync()|];
                if (_flag)
                    return ConnectAsync();
                return Task.CompletedTask;
            }
            """).IsFixed(Rule, Text("""
            /// <summary>Opens.</summary>
            [OnStartup] private async Task Open() => await ConnectAsync();

            [OnReady]
            async Task Ready()
            {
                await ConnectAsync();
                await CountAsync();
            }

            [OnDrain]
            private async Task DrainAsync()
            {
                await ConnectAsync();
                if (_flag)
                {
                    await ConnectAsync();
                    return;
                }
            }
            """));

    [Fact]
    public async Task Fix_goes_up_to_the_hook() =>
        await Hook("""
            [OnStartup]
            private void Open()
            {
                Prepare();
                Inner();
                void Inner() => this.Prepare();
            }

            private void Prepare() => Deep();

            private void Deep()
            {
                [|ConnectAsync()|];
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task Open()
            {
                await Prepare();
                await Inner();
                async Task Inner() => await this.Prepare();
            }

            private async Task Prepare() => await Deep();

            private async Task Deep()
            {
                await ConnectAsync();
            }
            """));

    [Fact]
    public async Task Fix_gives_the_task_to_the_unit_with_a_token_of_its_own() =>
        await Hook("""
            [OnStartup]
            private void Open(CancellationToken ct)
            {
                // first
                [|ConnectAsync(ct)|]; // connected
                if (_flag)
                    _ = [|_other!.SendAsync("it", ct)|];
                else
                    [|WriteAsync()|];
            }

            [OnReady] private void Ready(IWorkerContext worker) => [|SendAsync("ready").ConfigureAwait(false)|];
            public Task SendAsync(string text, CancellationToken ct = default) => Task.Delay(text.Length, ct);
            """.Replace("_other!", "_next", StringComparison.Ordinal) + " private readonly Db _next = null!;").IsFixed(Rule, Text("""
            [OnStartup]
            private void Open(IWorkerContext context, CancellationToken ct)
            {
                // first
                context.AddTask(nameof(ConnectAsync), token => ConnectAsync(token)); // connected
                if (_flag)
                    context.AddTask(nameof(_next.SendAsync), token => _next.SendAsync("it", token));
                else
                    context.AddTask(nameof(WriteAsync), async token => await WriteAsync());
            }

            [OnReady] private void Ready(IWorkerContext worker) => worker.AddTask(nameof(SendAsync), token => SendAsync("ready", token));
            public Task SendAsync(string text, CancellationToken ct = default) => Task.Delay(text.Length, ct);
            """ + " private readonly Db _next = null!;"), "Make it a background task");

    [Fact]
    public async Task Fix_makes_a_method_of_its_own_a_background_hook() =>
        await Hook("""
            [OnStartup]
            private void Open(CancellationToken ct)
            {
                _number = 2;
                [|PollAsync(ct)|];
                _number = 3;
            }
            /// <summary>Polls.</summary>
            private async Task PollAsync(CancellationToken ct)
            {
                await Task.Delay(1, ct);
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private void Open(CancellationToken ct)
            {
                _number = 2;
                _number = 3;
            }
            /// <summary>Polls.</summary>
            [Background]
            private async Task PollAsync(CancellationToken ct)
            {
                await Task.Delay(1, ct);
            }
            """), "Make it a background task");

    [Theory]
    [InlineData("[OnStartup] private void Open() { [|Task.Run(() => CountAsync())|]; }")]
    [InlineData("[OnShutdown] private void Close() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() => Deep(); private void Deep() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|_other?.ConnectAsync()|]; }")]
    public async Task It_is_no_background_task_where_the_unit_could_not_own_it(string members) =>
        Assert.DoesNotContain("Make it a background task", await Hook(members).OffersAsync(Rule));

    [Theory]
    [InlineData("[OnStartup] private void Open() { Action later = () => [|ConnectAsync()|]; later(); }")]
    [InlineData("[OnStartup] private void Open() { lock (this) { [|Task.WhenAll(ConnectAsync(), CountAsync())|]; } }")]
    [InlineData("[OnStartup] private void Open() => Deep(); public void Deep() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { Action deep = Deep; deep(); } private void Deep() { [|ConnectAsync()|]; }")]
    [InlineData("[OnStartup] private void Open() { var n = Number; } private int Number { get { [|ConnectAsync()|]; return 1; } }")]
    public async Task No_fix_where_it_would_not_compile(string members) => await Hook(members).HasNoFix(Rule);
}
