using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4007Tests
{
    private const string Rule = RuleIds.Unreleased;

    [Fact]
    public async Task A_disposable_that_nobody_disposes_is_reported() =>
        await Hook("[OnStartup] private void Open() => [|_file = File.OpenRead(\"a\")|];").Reports(Rule,
            "Db.Open acquires _file and never releases it: Open [OnStartup] -> File.OpenRead(\"a\") stays open after the shutdown, and once "
            + "more with every reload. Dispose it in an [OnShutdown] hook.");

    [Fact]
    public async Task An_event_that_nobody_leaves_is_reported() =>
        await Hook("[OnStartup] private void Open() => [|source.Changed += OnChanged|];").Reports(Rule,
            "Db.Open subscribes to Changed and never unsubscribes: Open [OnStartup] -> Changed += OnChanged is called on after the shutdown, "
            + "and twice after a reload. Write '-=' in an [OnShutdown] hook.");

    [Theory]
    [InlineData("[OnInit] private void Open() { [|_file = new FileStream(\"a\", FileMode.Open)|]; }")]
    [InlineData("[OnReady] private async Task Open() { await Task.Yield(); [|this._thing = await Thing.ConnectAsync().ConfigureAwait(false)|]; }")]
    [InlineData("[PreStartup] private void Open() => Deep<int>(); private void Deep<T>() { Inner(); void Inner() => [|_thing = new()|]; }")]
    [InlineData("[OnStartup] private void Open() { [|Held = new Thing()|]; } private Thing? Held { get; set; }")]
    [InlineData("[OnStartup] private void Open() { [|_thing = new Thing()|]; _thing.Use(); if (_thing is null) throw new IOException(); }")]
    [InlineData("[OnStartup] private void Open() { [|source.Changed += (_, _) => { }|]; }")]
    [InlineData("[OnStartup] private void Open() { [|AppDomain.CurrentDomain.ProcessExit += OnChanged|]; }")]
    public async Task Every_way_of_acquiring_is_reported(string members) =>
        await Hook(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_another_part_and_in_a_base_class() =>
        await Project.With(
            "public abstract class Base<T> { private FileStream? _file; [OnStartup] protected void Open() => [|_file = File.OpenRead(\"a\")|]; }", "Base.cs")
            .And("[Unit] public sealed partial class Db : Base<int> { private FileStream? _other; }", "Db.cs")
            .And("partial class Db { [OnStartup] private void OpenOther() => [|_other = File.OpenRead(\"b\")|]; }", "Db.Other.cs").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private void Open() => _file = File.OpenRead(\"a\"); [OnShutdown] private void Close() => _file?.Dispose();")]
    [InlineData(
        """
        [OnStartup] private void Open() => _file = File.OpenRead("a");
        [OnShutdown] private async Task Close() { if (_file is not null) await _file.DisposeAsync().ConfigureAwait(false); }
        """)]
    [InlineData("[OnStartup] private void Open() => _file = File.OpenRead(\"a\"); [OnShutdown] private void Close() { using (_file) { } }")]
    [InlineData(
        """
        [OnStartup] private void Open() => _file = File.OpenRead("a");
        [OnShutdown] private void Close() => Interlocked.Exchange(ref _file, null)?.Dispose();
        """)]
    [InlineData("[OnStartup] private void Open() => _file = File.OpenRead(\"a\"); [OnShutdown] private void Close() { var file = _file; file?.Dispose(); }")]
    [InlineData(
        """
        [OnStartup] private void Open() => _file = File.OpenRead("a");
        [OnShutdown] private void Close() { if (_file is { } file) file.Dispose(); }
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() { _file = File.OpenRead("a"); _reader = new StreamReader(_file); }
        private StreamReader? _reader;
        [OnShutdown] private void Close() => _reader?.Dispose();
        """)]
    [InlineData("[OnStartup] private void Open() { using var file = File.OpenRead(\"a\"); file.Flush(); }")]
    [InlineData("[OnStartup] private void Open() => _memory = new MemoryStream(); private MemoryStream? _memory;")]
    [InlineData("[OnStartup] private void Open() => _source = new CancellationTokenSource(); private CancellationTokenSource? _source;")]
    [InlineData("[OnStartup] private void Open() => _thing = source.Thing;")]
    [InlineData("[OnStartup] private void Open() => Shared = new Thing(); public Thing? Shared { get; set; }")]
    [InlineData("[OnStartup] private void Open() => source.Changed += OnChanged; [OnShutdown] private void Close() => source.Changed -= OnChanged;")]
    [InlineData("[OnInit] private void Open() => source.Changed += OnChanged;")]
    [InlineData("[OnStartup] private void Open() { var mine = new Source(); mine.Changed += OnChanged; }")]
    [InlineData("public void NoHook() => _file = File.OpenRead(\"a\");")]
    [InlineData("[Background] private async Task Loop(CancellationToken ct) { await Task.Delay(1, ct); _file = File.OpenRead(\"a\"); }")]
    public async Task Look_alikes_are_not(string members) => await Hook(members).IsQuiet();

    [Fact]
    public async Task What_only_the_disposal_releases_is_reported() =>
        await Unit("[OnStartup] private void Open() => [|_file = File.OpenRead(\"a\")|]; public void Dispose() => _file?.Dispose();").Reports(Rule,
            "Db.Open acquires _file and releases it only when the unit is disposed: Open [OnStartup] -> File.OpenRead(\"a\") stays open after "
            + "the shutdown, and a reload opens another in its place. "
            + "Dispose it in an [OnShutdown] hook.");

    [Fact]
    public async Task So_is_an_event_that_only_the_disposal_leaves() =>
        await Unit("[OnStartup] private void Open() => [|source.Changed += OnChanged|]; public void Dispose() => source.Changed -= OnChanged;").Reports(Rule,
            "Db.Open subscribes to Changed and unsubscribes only when the unit is disposed: Open [OnStartup] -> Changed += OnChanged is "
            + "called on after the shutdown, and twice after a reload. "
            + "Write '-=' in an [OnShutdown] hook.");

    [Fact]
    public async Task So_is_a_subscription_whose_end_is_dropped() =>
        await Unit("[OnStartup] private void Open() { [|source.Subscribe(OnNext)|]; } private void OnNext(int n) { } public void Dispose() { }").Reports(Rule,
            "Db.Open subscribes with Subscribe and drops what would end it: Open [OnStartup] -> source.Subscribe(OnNext) goes on after the "
            + "shutdown, and twice after a reload. "
            + "Keep what it returns, and dispose it in an [OnShutdown] hook.");

    [Theory]
    [InlineData("[OnStartup] private void Open() { _ = [|source.Token.Register(() => { })|]; } public void Dispose() { }")]
    [InlineData("[OnReady] private async Task Open() { await [|source.SubscribeAsync()|]; } public void Dispose() { }")]
    [InlineData(
        """
        [OnStartup] private void Open(IWorkerContext c) => [|_linked = CancellationTokenSource.CreateLinkedTokenSource(c.Stopping)|];
        public void Dispose() { }
        """)]
    public async Task So_are_registrations_and_linked_sources(string members) => await Unit(members).Reports(Rule);

    [Theory]
    [InlineData("[OnInit] private void Open() => _file = File.OpenRead(\"a\"); public void Dispose() => _file?.Dispose();")]
    [InlineData("[OnStartup] private void Open() { if (_file == null) _file = File.OpenRead(\"a\"); } public void Dispose() => _file?.Dispose();")]
    [InlineData("[OnStartup] private void Open() { _file?.Dispose(); _file = File.OpenRead(\"a\"); } public void Dispose() => _file?.Dispose();")]
    [InlineData(
        """
        [OnStartup] private void Open() => _file = File.OpenRead("a");
        [OnShutdown] private void Close() => Dispose();
        public void Dispose() => _file?.Dispose();
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() => _timer = new Timer(_ => { }, null, 0, 1);
        [OnShutdown] private void Close() => _timer?.Change(Timeout.Infinite, 0);
        public void Dispose() => _timer?.Dispose();
        private Timer? _timer;
        """)]
    [InlineData(
        """
        [OnStartup] private void Open(IWorkerContext c) => _linked = CancellationTokenSource.CreateLinkedTokenSource(c.Stopping);
        [OnShutdown] private void Close() => _linked?.Cancel();
        public void Dispose() { }
        """)]
    [InlineData(
        """
        [OnStartup] private void Open() => _held = source.Subscribe(OnNext);
        [OnShutdown] private void Close() => _held?.Dispose();
        private IDisposable? _held;
        private void OnNext(int n) { }
        public void Dispose() { }
        """)]
    [InlineData("[OnInit] private void Open() { source.Subscribe(OnNext); } private void OnNext(int n) { } public void Dispose() { }")]
    [InlineData("[OnStartup] private void Open(CancellationToken ct) { ct.Register(() => { }); new Live().Subscribe(n => { }); } public void Dispose() { }")]
    public async Task What_is_released_in_every_cycle_is_not(string members) => await Unit(members).IsQuiet();

    private static Project Unit(string members) => Project.With($$"""
        [Unit]
        public sealed partial class Db(Live source) : IDisposable
        {
            private FileStream? _file;
            private CancellationTokenSource? _linked;

            {{members}}

            private void OnChanged(object? sender, EventArgs e) => GC.KeepAlive(sender);
        }

        public sealed class Live
        {
            public event EventHandler? Changed;
            public CancellationToken Token => default;
            public IDisposable Subscribe(Action<int> next) { Changed?.Invoke(this, EventArgs.Empty); return new MemoryStream(); }
            public Task<IAsyncDisposable> SubscribeAsync() => Task.FromResult<IAsyncDisposable>(new MemoryStream());
        }
        """);

    [Fact]
    public async Task Fix_adds_a_hook_or_to_the_one_that_is_there() =>
        await Hook("""
            [OnStartup]
            private async Task OpenAsync()
            {
                [|_thing = new Thing()|]; // kept
                [|source.Changed += OnChanged|];
                await Task.Yield();
            }
            """).IsFixed(Rule, Text("""
            [OnStartup]
            private async Task OpenAsync()
            {
                _thing = new Thing(); // kept
                source.Changed += OnChanged;
                await Task.Yield();
            }

            [OnShutdown]
            private void Close()
            {
                _thing?.Dispose();
                source.Changed -= OnChanged;
            }
            """));

    [Fact]
    public async Task Fix_awaits_what_is_disposed_asynchronously() =>
        await Hook("""
            [OnInit]
            private void Open() => [|_file = File.OpenRead("a")|];
            """).IsFixed(Rule, Text("""
            [OnInit]
            private void Open() => _file = File.OpenRead("a");

            [OnExit]
            private async Task CloseAsync()
            {
                await (_file?.DisposeAsync() ?? default);
            }
            """));

    [Fact]
    public async Task Fix_adds_a_hook_to_a_base_class_that_its_units_can_call() =>
        await Project.With("""
            public abstract class Base
            {
                private StreamReader? _file;

                [OnStartup]
                protected void Open() => [|_file = File.OpenText("a")|];
            }

            [Unit]
            public sealed partial class Db : Base;
            """).IsFixed(Rule, """
            public abstract class Base
            {
                private StreamReader? _file;

                [OnStartup]
                protected void Open() => _file = File.OpenText("a");

                [OnShutdown]
                protected void Close()
                {
                    _file?.Dispose();
                }
            }

            [Unit]
            public sealed partial class Db : Base;
            """);

    [Fact]
    public async Task No_fix_for_a_handler_that_has_no_name() =>
        await Hook("[OnStartup] private void Open() { [|source.Changed += (_, _) => { }|]; }").HasNoFix(Rule);

    private static Project Hook(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Db(Source source)
        {
            private FileStream? _file;
            private Thing? _thing;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}

            public Source Source => source;
            private void OnChanged(object? sender, EventArgs e) { }
        }

        [Unit]
        public sealed partial class Source
        {
            public event EventHandler? Changed;
            public Thing? Thing { get; set; }
        }

        public sealed class Thing : IDisposable
        {
            public static Task<Thing> ConnectAsync() => Task.FromResult(new Thing());
            public void Use() { }
            public void Dispose() { }
        }
        """;
}
