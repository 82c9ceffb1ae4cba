using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>What happens in this process and when, by the clock that all processes of the machine share; a file of its own, which survives any end.</summary>
[Unit]
internal sealed partial class Journal(string journal) : IDisposable
{
    private readonly StreamWriter _file = new(Path.Combine(journal, $"{Environment.ProcessId}.journal")) { AutoFlush = true };

    public void Write(string what, long token)
    {
        lock (_file)
            _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()} {what} {token}"));
    }

    public void Dispose() => _file.Dispose();

    [OnReady]
    private void Begin() => Write("ready", 0);
}

/// <summary>Up in one process; says so every few milliseconds for as long as it does anything.</summary>
[Unit]
internal sealed partial class Leader(Lease<Leader> lease, Journal journal)
{
    private Timer? _work;
    private CancellationTokenRegistration _loss;

    [OnStartup]
    private void Open()
    {
        var token = lease.Token;
        journal.Write("up", token);
        _loss = lease.Lost.Register(() => journal.Write("told", token));
        _work = new Timer(_ => journal.Write("works", token), state: null, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    }

    [OnShutdown]
    private async Task CloseAsync()
    {
        await _work!.DisposeAsync();
        await _loss.DisposeAsync();
    }

    [PostShutdown]
    private void End() => journal.Write("down", lease.Token);
}

/// <summary>Needs what needs the lease, so it comes up and goes down with it.</summary>
[Unit]
internal sealed partial class Report(Leader leader)
{
    public override string ToString() => leader.ToString()!;
}

internal static partial class Signals
{
    public const int Kill = 9;
    public const int Term = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent to {process}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
