using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG2009Tests
{
    private const string Rule = RuleIds.WorkInConstructor;
    private const string Rest =
        " runs before anything has started, without a time-out, and no shutdown hook follows when the start fails. "
        + "Move it to a hook: [OnStartup] private async Task StartAsync(CancellationToken cancellationToken).";

    [Theory]
    [InlineData("[|Task.Run(() => { })|];", "starts a task", "Task.Run(() => { })")]
    [InlineData("_ = [|LoadAsync()|];", "starts a task", "LoadAsync()")]
    [InlineData("_task = [|Task.Factory.StartNew(() => { })|];", "starts a task", "Task.Factory.StartNew(() => { })")]
    [InlineData("[|new Thread(() => { }).Start()|];", "starts a thread", "new Thread(() => { }).Start()")]
    [InlineData("[|ThreadPool.QueueUserWorkItem(_ => { })|];", "starts work on the thread pool", "ThreadPool.QueueUserWorkItem(_ => { })")]
    [InlineData("var t = [|new Timer(_ => { }, null, 0, 1000)|];", "starts a timer", "new Timer(_ => { }, null, 0, 1000)")]
    [InlineData("[|LoadAsync().Wait()|];", "blocks its thread", "LoadAsync().Wait()")]
    [InlineData("[|LoadAsync().GetAwaiter().GetResult()|];", "blocks its thread", "LoadAsync().GetAwaiter().GetResult()")]
    [InlineData("[|Thread.Sleep(1)|];", "blocks its thread", "Thread.Sleep(1)")]
    [InlineData("[|new SemaphoreSlim(1).Wait()|];", "blocks its thread", "new SemaphoreSlim(1).Wait()")]
    [InlineData("var text = [|File.ReadAllText(\"a\")|];", "does I/O", "File.ReadAllText(\"a\")")]
    [InlineData("[|Directory.CreateDirectory(\"a\")|];", "does I/O", "Directory.CreateDirectory(\"a\")")]
    [InlineData("var f = [|new FileStream(\"a\", FileMode.Open)|];", "does I/O", "new FileStream(\"a\", FileMode.Open)")]
    [InlineData("[|new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 80).Start()|];", "does I/O", "…")]
    [InlineData("[|System.Diagnostics.Process.Start(\"ls\")|];", "does I/O", "System.Diagnostics.Process.Start(\"ls\")")]
    public async Task Work_is_reported(string code, string what, string call) =>
        await Project.With(
            $$"""
            [Unit] public sealed partial class Db
            {
                private Task? _task;
                public Db() { {{code}} }
                private static async Task LoadAsync() => await Task.Yield();
            }
            """)
            .Reports(Rule, $"The constructor of Db {what}: new Db -> {call}{Rest}");

    [Theory]
    [InlineData("[Unit] public sealed partial class Db(string path) { private readonly FileStream _file = [|File.OpenRead(path)|]; }",
        "new Db -> File.OpenRead(path)")]
    [InlineData("[Unit] public sealed partial class Db(string path) { public FileStream File { get; } = [|System.IO.File.OpenRead(path)|]; }",
        "new Db -> System.IO.File.OpenRead(path)")]
    [InlineData("[Unit] public sealed partial class Db { public Db() => Open(); private void Open() { Read(); void Read() => [|File.OpenRead(\"a\")|]; } }",
        "new Db -> Open -> Read -> File.OpenRead(\"a\")")]
    public async Task Also_in_initializers_and_through_methods(string source, string chain) =>
        await Project.With(source).Reports(Rule, $"The constructor of Db does I/O: {chain}{Rest}");

    [Fact]
    public async Task A_timer_is_reported_once_whatever_its_callback_does() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db
            {
                private readonly Timer _timer;
                public Db() => _timer = [|new Timer(Tick, null, 0, 1000)|];
                private void Tick(object? state) { File.Delete("a"); Thread.Sleep(1); Task.Run(() => { }).Wait(); }
            }
            """).Reports(Rule);

    [Theory]
    [InlineData("public sealed class Db { private readonly FileStream _file = File.OpenRead(\"a\"); }")]
    [InlineData("[Unit] public sealed partial class Db { private readonly Lazy<string> _text = new(() => File.ReadAllText(\"a\")); }")]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Task _done = Task.FromResult(1);
            public Db() { var t = Task.CompletedTask; t.ToString(); }
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly TaskCompletionSource _up = new();
            private readonly Timer _timer;
            public Db() { _timer = new Timer(_ => { }, null, Timeout.Infinite, Timeout.Infinite); }
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Timer _timer = new(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            private readonly Thread _thread = new(() => { });
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db(string path)
        {
            private readonly bool _isThere = File.Exists(path);
            private readonly string _path = Path.GetFullPath(path);
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private static readonly string s_text = File.ReadAllText("a");
            [OnStartup] private void Open() => File.OpenRead("a").Dispose();
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db(Stream stream)
        {
            private readonly StreamReader _reader = new(stream);
            private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
        }
        """)]
    [InlineData("[Unit] public sealed partial class Db { private sealed class Inner { public Inner() => Thread.Sleep(1); } }")]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Timer _timer;
            public Db() => _timer = new Timer(Tick);
            private void Tick(object? state) => Thread.Sleep(1);
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            public Db(System.Timers.Timer timer) => timer.Elapsed += Tick;
            private void Tick(object? sender, EventArgs e) => File.Delete("a");
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Lazy<Task<string>> _text;
            public Db() => _text = new Lazy<Task<string>>(LoadAsync);
            private Task<string> LoadAsync() => File.ReadAllTextAsync("a");
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Lazy<Task> _work;
            public Db() => _work = new(() => WorkAsync());
            private async Task WorkAsync() => await Task.Run(() => Thread.Sleep(1));
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Thread _thread;
            public Db() => _thread = new Thread(Loop);
            private void Loop() { while (true) Thread.Sleep(1); }
        }
        """)]
    [InlineData(
        """
        [Unit] public sealed partial class Db
        {
            private readonly Task _done = Task.Delay(0), _never = Task.Delay(Timeout.Infinite);
            public Db() => _ = InitAsync();
            private static Task InitAsync() => Task.CompletedTask;
        }
        """)]
    [InlineData("[Unit] public sealed partial class Db { private readonly SemaphoreSlim _gate = new(1); public Db() { if (_gate.Wait(0)) _gate.Release(); } }")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
