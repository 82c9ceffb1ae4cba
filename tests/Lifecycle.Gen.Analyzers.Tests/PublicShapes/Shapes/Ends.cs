using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

/// <summary>Reported: a flag that the shutdown clears.</summary>
[Unit]
public sealed partial class Conveyor
{
    private bool _isRunning;

    [OnStartup]
    private void Start() => _isRunning = true;

    [Background]
    private async Task MoveAsync()
    {
        while (_isRunning) // LCG4011
            await Task.Yield();
    }

    [OnShutdown]
    private void Stop() => _isRunning = false;
}

/// <summary>Quiet: a flag that the drain clears.</summary>
[Unit]
public sealed partial class Elevator
{
    private bool _isRunning = true;

    [Background]
    private async Task MoveAsync()
    {
        while (_isRunning)
            await Task.Yield();
    }

    [OnDrain]
    private void Quiesce() => _isRunning = false;
}

/// <summary>Quiet: a flag that a public method clears, which others may call earlier.</summary>
[Unit]
public sealed partial class Turntable
{
    private bool _isRunning = true;

    [Background]
    private async Task TurnAsync()
    {
        while (_isRunning)
            await Task.Yield();
    }

    public void Halt() => _isRunning = false;

    [OnShutdown]
    private void Stop() => Halt();
}

/// <summary>Reported: the writer of a channel, completed too late.</summary>
[Unit]
public sealed partial class Journal(Store store)
{
    private readonly Channel<string> _entries = Out.Queue<string>();

    public ValueTask AddAsync(string entry) => _entries.Writer.WriteAsync(entry);

    [Background]
    private async Task WriteAsync()
    {
        while (await _entries.Reader.WaitToReadAsync()) // LCG4011
        {
            while (_entries.Reader.TryRead(out var entry))
                store.Save(entry);
        }
    }

    [OnShutdown]
    private void Close() => _entries.Writer.TryComplete();
}

/// <summary>Quiet: the channel is given away, and may be completed elsewhere.</summary>
[Unit]
public sealed partial class Mailbox(Store store)
{
    private readonly Channel<string> _mails = Out.Queue<string>();

    public ChannelWriter<string> Writer => _mails.Writer;

    [Background]
    private async Task ReadAsync(CancellationToken stopping)
    {
        await foreach (var mail in _mails.Reader.ReadAllAsync(stopping))
            store.Save(mail);
    }

    [OnShutdown]
    private void Close() => _mails.Writer.TryComplete();
}

/// <summary>Reported: a timer that the shutdown disposes.</summary>
[Unit]
public sealed partial class Metronome
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));

    [Background]
    private async Task BeatAsync()
    {
        while (await _timer.WaitForNextTickAsync()) // LCG4011
            Out.Line("tick");
    }

    [OnShutdown]
    private void Stop() => _timer.Dispose();
}

/// <summary>Quiet: a timer that is asked with the token; the disposal comes after.</summary>
[Unit]
public sealed partial class Chronometer
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));

    [Background]
    private async Task BeatAsync(CancellationToken stopping)
    {
        while (await _timer.WaitForNextTickAsync(stopping))
            Out.Line("tick");
    }

    [OnShutdown]
    private void Stop() => _timer.Dispose();
}

/// <summary>Reported: a listener that the shutdown stops; the exception ends the loop, too late.</summary>
[Unit]
public sealed partial class Gopher
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 70);

    [OnStartup]
    private void Start() => _listener.Start();

    [Background]
    private async Task AcceptAsync()
    {
        while (true) // LCG4011
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync();
                Out.Line(client.Available);
            }
            catch (ObjectDisposedException)
            {
                break;
            }
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();
}

/// <summary>Reported: a synchronous accept, ended by the same late stop.</summary>
[Unit]
public sealed partial class Telnet
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 23);

    [OnStartup]
    private void Start() => _listener.Start();

    [Background]
    private void Accept()
    {
        for (;;) // LCG4011
        {
            using var client = _listener.AcceptTcpClient();
            Out.Line(client.Available);
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();
}

/// <summary>Quiet: the token stops the listener.</summary>
[Unit]
public sealed partial class Whois
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 43);

    [Background]
    private async Task AcceptAsync(CancellationToken stopping)
    {
        _listener.Start();
        using var stop = stopping.Register(_listener.Stop);
        while (!stopping.IsCancellationRequested)
        {
            using var client = await _listener.AcceptTcpClientAsync(stopping);
            Out.Line(client.Available);
        }
    }

    [OnShutdown]
    private void Stop() => _listener.Stop();
}

/// <summary>Reported: a source of its own for the loop, cancelled in the shutdown.</summary>
[Unit]
public sealed partial class Radio(IBroker broker)
{
    private readonly CancellationTokenSource _off = new();

    [Background]
    private async Task ListenAsync()
    {
        while (!_off.Token.IsCancellationRequested) // LCG4011
            Out.Line(await broker.ReceiveAsync(_off.Token));
    }

    [OnShutdown]
    private async Task SwitchOffAsync() => await _off.CancelAsync();
}

/// <summary>Quiet: the same source, cancelled in the drain.</summary>
[Unit]
public sealed partial class Television(IBroker broker)
{
    private readonly CancellationTokenSource _off = new();

    [Background]
    private async Task WatchAsync()
    {
        while (!_off.IsCancellationRequested)
            Out.Line(await broker.ReceiveAsync(_off.Token));
    }

    [OnDrain]
    private void SwitchOff() => _off.Cancel();
}

/// <summary>Quiet: a queue that the drain completes, so that everything in it is worked off.</summary>
[Unit]
public sealed partial class Spooler
{
    private readonly BlockingCollection<string> _jobs = new();

    public void Add(string job) => _jobs.Add(job);

    [Background]
    private void Print()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
            Out.Line(job);
    }

    [OnDrain]
    private void Complete() => _jobs.CompleteAdding();
}

/// <summary>Quiet: the loop ends when there is nothing left to do.</summary>
[Unit]
public sealed partial class Migration(Store store)
{
    private volatile bool _isRunning = true;

    [Background]
    private async Task MigrateAsync()
    {
        while (_isRunning)
        {
            store.Save("row");
            await Task.Yield();
            if (Environment.TickCount64 > 1000)
                break;
        }
    }

    [OnShutdown]
    private void Stop() => _isRunning = false;
}

/// <summary>Quiet: the background hook starts the loop and does not wait for it; the unit keeps it.</summary>
[Unit]
public sealed partial class Fountain
{
    private volatile bool _isRunning = true;
    private Thread? _thread;

    [OnStartup]
    private void Start()
    {
        _thread = new Thread(Run);
        _thread.Start();
    }

    [OnShutdown]
    private void Stop()
    {
        _isRunning = false;
        _thread!.Join();
    }

    private void Run()
    {
        while (_isRunning)
            Thread.Sleep(10);
    }
}

/// <summary>Reported: the flag is asked inside of an endless loop.</summary>
[Unit]
public sealed partial class Windmill
{
    private volatile bool _stopped;

    [Background]
    private async Task TurnAsync()
    {
        while (true) // LCG4011
        {
            if (_stopped)
                return;

            await Task.Yield();
        }
    }

    [OnShutdown]
    private void Stop() => _stopped = true;
}

/// <summary>Reported: waits for the next signal without the token, after it has asked it.</summary>
[Unit]
public sealed partial class Batcher(Store store)
{
    private readonly SemaphoreSlim _signal = new(0);

    public void Signal() => _signal.Release();

    [Background]
    private async Task FlushAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested) // LCG4005
        {
            await _signal.WaitAsync();
            store.Save("batch");
        }
    }
}

/// <summary>Quiet: the signal is given once more in the drain.</summary>
[Unit]
public sealed partial class Coalescer(Store store)
{
    private readonly SemaphoreSlim _signal = new(0);

    public void Signal() => _signal.Release();

    [Background]
    private async Task FlushAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _signal.WaitAsync();
            store.Save("batch");
        }
    }

    [OnDrain]
    private void Wake() => _signal.Release();
}

/// <summary>Quiet: the broker was given to the unit, and its owner may end the wait in the drain.</summary>
[Unit]
public sealed partial class Subscriber(IBroker broker)
{
    [Background]
    private async Task ReadAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            Out.Line(await broker.ReceiveAsync());
    }
}
