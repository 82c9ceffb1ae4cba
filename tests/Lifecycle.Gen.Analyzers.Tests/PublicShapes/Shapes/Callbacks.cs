using System.Net.Http;

/// <summary>Quiet: a timer in the constructor that is set later; its callback is a lambda.</summary>
[Unit]
public sealed partial class HeartbeatSender(HttpClient http) : IDisposable
{
    private readonly Timer _timer = new(static _ => Thread.Sleep(1), null, Timeout.Infinite, Timeout.Infinite);

    [OnStartup]
    private void Start() => _timer.Change(0, 1000);

    [OnShutdown]
    private void Stop() => _timer.Change(-1, -1);

    public override string ToString() => $"{http.BaseAddress}";

    public void Dispose() => _timer.Dispose();
}

/// <summary>Quiet: three constructors that all name the callback of one timer.</summary>
public abstract class PollerBase
{
    private readonly Timer _timer;

    protected PollerBase() => _timer = new Timer(Poll);

    protected PollerBase(int seconds)
        : this() => Seconds = seconds;

    public int Seconds { get; }

    protected void Arm() => _timer.Change(0, Seconds);

    private void Poll(object? state) => Out.Line(File.ReadAllText("state"));
}

/// <summary>Quiet: derives from a base with a timer, and arms it when it starts.</summary>
[Unit]
public sealed partial class StockPoller() : PollerBase(5)
{
    [OnStartup]
    private void Start() => Arm();
}

/// <summary>Quiet: a thread made by an initializer and started by a hook.</summary>
[Unit]
public sealed partial class VideoGrabber
{
    private readonly Thread _thread;
    private volatile bool _stopped;

    public VideoGrabber() => _thread = new Thread(Grab) { Name = "video" };

    [OnStartup]
    private void Start() => _thread.Start();

    [OnShutdown]
    private void Stop()
    {
        _stopped = true;
        _thread.Join(TimeSpan.FromSeconds(2));
    }

    private void Grab()
    {
        while (!_stopped)
        {
            Thread.Sleep(33);
            File.WriteAllBytes("frame", []);
        }
    }
}

/// <summary>Reported: the constructor runs the thread.</summary>
[Unit]
public sealed partial class AudioGrabber
{
    private readonly Thread _thread;

    public AudioGrabber()
    {
        _thread = new Thread(Grab);
        _thread.Start(); // LCG2009
    }

    [OnShutdown]
    private void Stop() => _thread.Join();

    private static void Grab() => Thread.Sleep(10);
}

/// <summary>Quiet: a lazy value made of a method, and one made of a lambda.</summary>
[Unit]
public sealed partial class TemplateStore
{
    private readonly Lazy<string> _header;
    private readonly Lazy<string> _footer = new(() => File.ReadAllText("footer"));

    public TemplateStore() => _header = new Lazy<string>(ReadHeader);

    public string Page => _header.Value + _footer.Value;

    private static string ReadHeader() => File.ReadAllText("header");
}

/// <summary>Quiet: handlers of a process that has not been started.</summary>
[Unit]
public sealed partial class Sidecar : IDisposable
{
    private readonly System.Diagnostics.Process _process = new();

    public Sidecar()
    {
        _process.OutputDataReceived += OnOutput;
        _process.Exited += (_, _) => Thread.Sleep(1);
    }

    [OnStartup]
    private void Start() => _process.Start();

    [OnShutdown]
    private void Stop() => _process.Kill();

    private static void OnOutput(object sender, System.Diagnostics.DataReceivedEventArgs e) => File.AppendAllText("out.log", e.Data);

    public void Dispose() => _process.Dispose();
}

/// <summary>Reported: reads its settings in the constructor, through a method.</summary>
[Unit]
public sealed partial class FeatureFlags
{
    private readonly Dictionary<string, bool> _flags = [];

    public FeatureFlags() => Load();

    public bool IsOn(string flag) => _flags.GetValueOrDefault(flag);

    private void Load()
    {
        foreach (var line in File.ReadLines("flags")) // LCG2009
            _flags[line] = true;
    }
}

/// <summary>Quiet: a table of handlers by name, filled with methods.</summary>
[Unit]
public sealed partial class CommandTable
{
    private readonly Dictionary<string, Func<string, Task>> _commands;

    public CommandTable() => _commands = new() { ["save"] = SaveAsync, ["wait"] = WaitAsync };

    public Task RunAsync(string name, string argument) => _commands[name](argument);

    private static Task SaveAsync(string text) => File.WriteAllTextAsync("saved", text);

    private static async Task WaitAsync(string text) => await Task.Delay(text.Length);
}

/// <summary>Reported: asks a server in the constructor, and waits for the answer.</summary>
[Unit]
public sealed partial class TokenProvider
{
    private readonly string _token;

    public TokenProvider(HttpClient http) => _token = http.GetStringAsync("token").GetAwaiter().GetResult(); // LCG2009

    public override string ToString() => _token;
}

/// <summary>Quiet: the pool runs the method, not the hook; it is awaited.</summary>
[Unit]
public sealed partial class ThumbnailBuilder
{
    [OnStartup]
    private async Task BuildAsync() => await Task.Run(BuildAll);

    private static void BuildAll()
    {
        foreach (var file in Directory.EnumerateFiles("images"))
            Thread.Sleep(file.Length);
    }
}

/// <summary>Quiet: a watcher of files whose handler waits for the writer to finish.</summary>
[Unit]
public sealed partial class HotFolder
{
    private readonly FileSystemWatcher _watcher = new();

    [OnStartup]
    private void Start()
    {
        _watcher.Created += OnCreated;
        _watcher.Renamed += OnRenamed;
        _watcher.EnableRaisingEvents = true;
    }

    [OnShutdown]
    private void Stop()
    {
        _watcher.EnableRaisingEvents = false;
        _watcher.Created -= OnCreated;
        _watcher.Renamed -= OnRenamed;
    }

    private void OnCreated(object sender, FileSystemEventArgs e)
    {
        Thread.Sleep(500);
        Out.Line(File.ReadAllTextAsync(e.FullPath).Result);
    }

    private void OnRenamed(object sender, RenamedEventArgs e) => Task.Delay(100).Wait();
}

/// <summary>Reported: a method that the hook calls itself blocks, by whatever way.</summary>
[Unit]
public sealed partial class SchemaCheck(Store store)
{
    [OnStartup]
    private void Check()
    {
        var names = new List<string> { "a", "b" };
        names.ForEach(CheckOne);
    }

    private void CheckOne(string name)
    {
        if (store.CountAsync().Result < name.Length) // LCG4003 warning
            throw new InvalidOperationException(name);
    }
}

/// <summary>Quiet: work on the pool by a lambda that calls a blocking method, kept and awaited.</summary>
[Unit]
public sealed partial class FontLoader
{
    private Task? _loading;

    [OnStartup]
    private void Start() => _loading = Task.Run(() => Load());

    [OnShutdown]
    private async Task StopAsync() => await (_loading ?? Task.CompletedTask);

    private static void Load() => Thread.Sleep(50);
}

/// <summary>Quiet: asks a task whether it has ended.</summary>
[Unit]
public sealed partial class SelfTest(Store store)
{
    private Task? _counting;

    [OnStartup]
    private void Start() => _counting = store.CountAsync();

    [OnReady]
    private void Report() => Out.Line(_counting!.Wait(0));

    [OnShutdown]
    private Task StopAsync() => _counting!;
}

/// <summary>Quiet: a callback of a token that ends a client.</summary>
[Unit]
public sealed partial class LongPoll(HttpClient http)
{
    [Background]
    private async Task PollAsync(CancellationToken stopping)
    {
        using var closing = stopping.Register(Close);
        while (!stopping.IsCancellationRequested)
            Out.Line(await http.GetStringAsync("poll", stopping));
    }

    private void Close()
    {
        Thread.Sleep(1);
        http.CancelPendingRequests();
    }
}

/// <summary>Reported: an event handler of async lambdas is silent, an async lambda for an action is not.</summary>
[Unit]
public sealed partial class MailWatcher(Feed feed, Store store)
{
    private readonly List<string> _seen = [];

    [OnInit]
    private void Init() => feed.Arrived += async (_, mail) => await store.SaveAsync(mail);

    [OnReady]
    private void Replay() => _seen.ForEach(async mail => await store.SaveAsync(mail)); // LCG3003 error
}

/// <summary>Reported: an async void method that the hook calls.</summary>
[Unit]
public sealed partial class ReportMailer(Store store)
{
    [OnReady]
    private void Ready() => Send();

    private async void Send() => await store.SaveAsync("report"); // LCG3003 error
}

/// <summary>Reported: an async lambda as the callback of a timer is a warning.</summary>
[Unit]
public sealed partial class CacheTrimmer(Store store)
{
    private Timer? _timer;

    [OnStartup]
    private void Start() => _timer = new Timer(async _ => await store.SaveAsync("trim"), null, 0, 1000); // LCG3003 warning

    [OnShutdown]
    private void Stop() => _timer?.Dispose();
}

/// <summary>Quiet: a handler with a delegate type of its own that has the form of an event.</summary>
[Unit]
public sealed partial class PushReceiver(Feed feed)
{
    private readonly EventHandler _handler = OnPush;

    [OnStartup]
    private void Start() => feed.Changed += _handler;

    [OnShutdown]
    private void Stop() => feed.Changed -= _handler;

    private static async void OnPush(object? sender, EventArgs e) => await Task.Yield();
}

/// <summary>Quiet: handlers that are taken on by a helper of the class.</summary>
[Unit]
public sealed partial class DeviceHub(Feed feed, Store store)
{
    [OnStartup]
    private void Start() => Attach();

    [OnShutdown]
    private void Stop() => Detach();

    private void Attach()
    {
        feed.Changed += OnChanged;
        feed.Arrived += OnArrived;
    }

    private void Detach()
    {
        feed.Changed -= OnChanged;
        feed.Arrived -= OnArrived;
    }

    private async void OnChanged(object? sender, EventArgs e) => await store.SaveAsync(e);

    private async void OnArrived(object? sender, string e)
    {
        await Task.Yield();
        store.Save(e);
    }
}
