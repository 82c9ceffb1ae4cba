using System.Net.Http;

/// <summary>Quiet: the constructor makes a timer that does not run yet, and names its callback.</summary>
[Unit]
public sealed partial class CertificateWatch : IDisposable
{
    private readonly Timer _timer;

    public CertificateWatch() => _timer = new Timer(Check);

    [OnStartup]
    private void Start() => _timer.Change(TimeSpan.Zero, TimeSpan.FromHours(1));

    [OnShutdown]
    private void Stop() => _timer.Change(Timeout.Infinite, Timeout.Infinite);

    private void Check(object? state)
    {
        foreach (var file in Directory.GetFiles("/etc/certificates"))
            Out.Line(File.ReadAllText(file));
        Thread.Sleep(10);
    }

    public void Dispose() => _timer.Dispose();
}

/// <summary>Reported: the constructor starts the timer, once; what its callback does is no work of the constructor.</summary>
[Unit]
public sealed partial class DiskWatch : IDisposable
{
    private readonly Timer _timer;

    public DiskWatch()
    {
        _timer = new Timer(Check, null, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // LCG2009
    }

    private void Check(object? state)
    {
        Out.Line(new DriveInfo("/").AvailableFreeSpace);
        File.AppendAllText("disk.log", "checked");
        using var client = new HttpClient();
        Out.Line(client.GetStringAsync("http://localhost/").Result);
    }

    public void Dispose() => _timer.Dispose();
}

/// <summary>Quiet: a timer of the other kind with its handler, started and stopped by hooks.</summary>
[Unit]
public sealed partial class SessionReaper
{
    private readonly System.Timers.Timer _timer = new(30_000);

    public SessionReaper() => _timer.Elapsed += Reap;

    [OnStartup]
    private void Start() => _timer.Start();

    [OnShutdown]
    private void Stop() => _timer.Stop();

    private void Reap(object? sender, System.Timers.ElapsedEventArgs e)
    {
        Directory.Delete("sessions", recursive: true);
        Thread.Sleep(100);
    }
}

/// <summary>Quiet: the value is loaded by the first who asks for it, not by the constructor.</summary>
[Unit]
public sealed partial class GeoLookup
{
    private readonly HttpClient _http;
    private readonly Lazy<Task<string>> _table;

    public GeoLookup(HttpClient http)
    {
        _http = http;
        _table = new Lazy<Task<string>>(LoadAsync);
    }

    public Task<string> TableAsync() => _table.Value;

    private Task<string> LoadAsync() => _http.GetStringAsync("table");
}

/// <summary>Reported: an async void method as the callback of a timer, which is a warning.</summary>
[Unit]
public sealed partial class LicenseCheck(HttpClient http)
{
    private Timer? _timer;

    [OnStartup]
    private void Start() => _timer = new Timer(Check, null, 0, 60_000);

    [OnShutdown]
    private void Stop() => _timer?.Dispose();

    private async void Check(object? state) // LCG3003 warning
    {
        Out.Line(await http.GetStringAsync("license"));
    }
}

/// <summary>Quiet: a handler of an event cannot be anything but async void.</summary>
[Unit]
public sealed partial class RateRefresher(Feed feed, Store store)
{
    [OnStartup]
    private void Start() => feed.Changed += OnChanged;

    [OnShutdown]
    private void Stop() => feed.Changed -= OnChanged;

    private async void OnChanged(object? sender, EventArgs e)
    {
        try
        {
            await store.SaveAsync(e);
        }
        catch (IOException error)
        {
            Out.Line(error);
        }
    }
}

/// <summary>Quiet: a handler made as a delegate first, and kept so that it can be taken off.</summary>
[Unit]
public sealed partial class TariffRefresher(Feed feed, Store store)
{
    private EventHandler<string>? _handler;

    [OnStartup]
    private void Start()
    {
        _handler = new EventHandler<string>(OnArrived);
        feed.Arrived += _handler;
    }

    [OnShutdown]
    private void Stop() => feed.Arrived -= _handler;

    private async void OnArrived(object? sender, string tariff) => await store.SaveAsync(tariff);
}

/// <summary>Reported: the loop ticks on a timer that only the shutdown disposes.</summary>
[Unit]
public sealed partial class SnapshotTaker(Store store)
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMinutes(1));

    [Background]
    private async Task TakeAsync()
    {
        while (await _timer.WaitForNextTickAsync()) // LCG4011
            store.Save("snapshot");
    }

    [OnShutdown]
    private void Stop() => _timer.Dispose();
}

/// <summary>Reported: the flag of the loop is set by the shutdown, which waits for the loop.</summary>
[Unit]
public sealed partial class FanControl
{
    private volatile bool _running = true;

    [Background]
    private async Task ControlAsync()
    {
        while (_running) // LCG4011
        {
            await Task.Yield();
            Out.Line("rpm");
        }
    }

    [OnShutdown]
    private void Stop() => _running = false;
}

/// <summary>Quiet: the flag is one way to end, the token another.</summary>
[Unit]
public sealed partial class PumpControl
{
    private volatile bool _running = true;

    [Background]
    private async Task ControlAsync(CancellationToken stopping)
    {
        while (_running && !stopping.IsCancellationRequested)
            await Task.Delay(100, stopping);
    }

    [OnShutdown]
    private void Stop() => _running = false;
}

/// <summary>Reported: a switch in the loop has breaks, which do not leave the loop.</summary>
[Unit]
public sealed partial class StateMachine
{
    private int _state;

    [Background]
    private async Task StepAsync(CancellationToken stopping)
    {
        while (true) // LCG4005
        {
            switch (_state)
            {
                case 0:
                    _state = 1;
                    break;
                default:
                    _state = 0;
                    break;
            }

            await Task.Delay(250);
        }
    }
}

/// <summary>Quiet: a break that leaves the loop after an inner loop.</summary>
[Unit]
public sealed partial class WarmupProbe(Store store)
{
    [Background]
    private async Task ProbeAsync(CancellationToken stopping)
    {
        while (true)
        {
            for (var i = 0; i < 3; i++)
            {
                if (i == 2)
                    break;

                store.Save(i);
            }

            if (await store.CountAsync(stopping) > 10)
                break;

            await Task.Delay(1000);
        }
    }
}

/// <summary>Quiet: a blocked thread of its own holds up nothing else.</summary>
[Unit]
public sealed partial class SerialPort
{
    private Thread? _reader;
    private volatile bool _closed;

    [OnStartup]
    private void Open()
    {
        _reader = new Thread(ReadAll) { IsBackground = true };
        _reader.Start();
    }

    [OnShutdown]
    private void Close()
    {
        _closed = true;
        _reader?.Join();
    }

    private void ReadAll()
    {
        while (!_closed)
        {
            Thread.Sleep(20);
            Out.Line(File.ReadAllBytesAsync("/dev/ttyS0").Result.Length);
        }
    }
}

/// <summary>Quiet: a task for a long time has a thread of its own.</summary>
[Unit]
public sealed partial class BarcodeReader
{
    private Task? _reading;
    private volatile bool _closed;

    [OnStartup]
    private void Open() => _reading = Task.Factory.StartNew(ReadAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [OnShutdown]
    private async Task CloseAsync()
    {
        _closed = true;
        if (_reading is not null)
            await _reading;
    }

    private void ReadAll()
    {
        while (!_closed)
            Thread.Sleep(5);
    }
}
