using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3003Tests
{
    private const string Rule = RuleIds.AsyncVoidHook;

    [Fact]
    public async Task S10_an_async_void_hook_is_reported() =>
        await Hook("[OnStartup] private async void [|Open|]() => await Task.Yield();").Reports(Rule,
            "Db.Open cannot be awaited: [OnStartup] goes on at its first await, and an exception after it ends the process. Write 'async Task Open'.");

    [Fact]
    public async Task An_async_void_method_that_a_hook_calls_is_reported() =>
        await Hook("""
            [OnStartup] private void Open() => Prepare();
            private async void [|Prepare|]() => await Task.Yield();
            """).Reports(Rule,
            "Db.Prepare cannot be awaited: Open [OnStartup] -> Prepare, which returns at its first await, and an exception after it ends the "
            + "process. Write 'async Task Prepare' and await it.");

    [Fact]
    public async Task An_async_lambda_for_a_void_delegate_is_reported() =>
        await Hook("[OnStartup] private void Open() => new List<int>().ForEach([|async|] n => await Task.Delay(n));").Reports(Rule,
            "An async lambda in Db.Open cannot be awaited: Open [OnStartup] -> ForEach takes a delegate that returns nothing, so that an "
            + "exception in it ends the process. "
            + "Pass it to something that takes a Func<Task>, or write a loop that awaits.");

    [Theory]
    [InlineData("[OnStartup] private void Open() { Inner(); async void [|Inner|]() => await Task.Yield(); }")]
    [InlineData("[OnStartup] private void Open() { Action later = [|async|] () => await Task.Yield(); later(); }")]
    [InlineData("[OnStartup] private void Open() { Action later = [|async|] delegate { await Task.Yield(); }; later(); }")]
    [InlineData("[OnStartup] private void Open() { _ = {|LCG4002:new Timer([|async|] _ => await Task.Yield())|}; }")]
    [InlineData("[OnStartup] private void Open() => Deep(); private void Deep() => Parallel.ForEach([1], [|async|] n => await Task.Delay(n));")]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open() => await Task.Yield();")]
    [InlineData("[OnStartup] private void Open() { }")]
    [InlineData("[OnStartup] private async Task Open() { Func<Task> later = async () => await Task.Yield(); await later(); }")]
    [InlineData("[OnStartup] private async Task Open() => await Task.Run(async () => await Task.Yield());")]
    [InlineData("[OnStartup] private async Task Open() => await Parallel.ForEachAsync([1], async (n, ct) => await Task.Delay(n, ct));")]
    [InlineData("public event EventHandler? Changed; [OnStartup] private void Open() { Changed += async (_, _) => await Task.Yield(); }")]
    [InlineData(
        """
        public event EventHandler? Changed;
        [OnStartup] private void Open() => Changed += OnChanged;
        private void OnChanged(object? sender, EventArgs e) { }
        """)]
    [InlineData(
        """
        public event EventHandler? Changed;
        [OnStartup] private void Open() => Changed += OnChanged;
        private async void OnChanged(object? sender, EventArgs e) => await Task.Yield();
        """)]
    [InlineData("public event Action? Changed; [OnStartup] private void Open() => Changed += OnChanged; private async void OnChanged() => await Task.Yield();")]
    [InlineData(
        """
        public event EventHandler? Changed;
        [OnStartup] private void Open() { EventHandler handler = OnChanged; Changed += handler; }
        private async void OnChanged(object? s, EventArgs e) => await Task.Yield();
        """)]
    [InlineData(
        """
        public event EventHandler<string>? Said;
        [OnStartup] private void Open() { EventHandler<string> on = OnSaid; Said += on; }
        private async void OnSaid(object? s, string e) => await Task.Yield();
        """)]
    [InlineData(
        """
        public event EventHandler? Changed;
        [OnStartup] private void Open()
        {
            Changed += new EventHandler(OnChanged);
            async void OnChanged(object? s, EventArgs e) => await Task.Yield();
        }
        """)]
    [InlineData("private async void Unused() => await Task.Yield();")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task As_the_callback_of_a_timer_it_is_a_warning_with_a_remedy_that_compiles()
    {
        var reported = await Hook(
            """
            [OnStartup] private void Open() => _timer = new Timer(Tick, null, 0, 1);
            private Timer? _timer;
            private async void [|Tick|](object? s) => await Task.Yield();
            [OnShutdown] private void Close() => _timer?.Dispose();
            """)
            .Reports(Rule,
                "Db.Tick cannot be awaited: Open [OnStartup] -> Tick, which is passed as a delegate that returns nothing, so that an "
                + "exception in it ends the process. "
                + "Let a [Background] hook wait on a PeriodicTimer and await the work, or catch everything in the callback.");
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task As_another_delegate_it_is_an_error()
    {
        var reported =
            await Hook(
                """
                [OnStartup] private void Open() => new List<int>().ForEach(OneAsync);
                private async void [|OneAsync|](int n) => await Task.Delay(n);
                """).Reports(Rule,
            "Db.OneAsync cannot be awaited: Open [OnStartup] -> OneAsync, which is passed as a delegate that returns nothing, so that an "
            + "exception in it ends the process. "
            + "Pass it to something that takes a Func<Task>, or write a loop that awaits.");
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, Assert.Single(reported.Diagnostics).Severity);
    }

    [Fact]
    public async Task Fix_returns_a_task() =>
        await Hook("""
            [OnStartup] private async void [|Open|]() => await Task.Yield();

            // closes
            [OnShutdown]
            async void [|Close|]()
            {
                await Task.Yield();
            }
            """).IsFixed(Rule, Text("""
            [OnStartup] private async Task Open() => await Task.Yield();

            // closes
            [OnShutdown]
            async Task Close()
            {
                await Task.Yield();
            }
            """));

    [Theory]
    [InlineData("[OnStartup] private void Open() => Deep(); private async void [|Deep|]() => await Task.Yield();")]
    [InlineData("[OnStartup] private void Open() { Action later = [|async|] () => await Task.Yield(); later(); }")]
    public async Task No_fix_where_callers_would_have_to_change(string members) => await Hook(members).HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
