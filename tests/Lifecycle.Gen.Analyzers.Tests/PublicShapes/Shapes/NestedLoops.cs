using System.Net.Http;

/// <summary>Quiet: a filter leaves cancellation alone.</summary>
[Unit]
public sealed partial class WeatherSync(HttpClient http)
{
    [Background]
    private async Task SyncAsync(CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                Out.Line(await http.GetStringAsync("weather", stopping));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Out.Line(error);
            }
        }
    }
}

/// <summary>Reported: a break of the inner loop does not leave the outer one.</summary>
[Unit]
public sealed partial class PortScanner
{
    private readonly int[] _ports = [80, 443];

    [Background]
    private async Task ScanAsync(CancellationToken stopping)
    {
        while (true) // LCG4005
        {
            foreach (var port in _ports)
            {
                if (port > 100)
                    break;
            }

            await Task.Delay(1000);
        }
    }
}

/// <summary>Reported: two loops that never end are one report.</summary>
[Unit]
public sealed partial class LedBlinker
{
    [Background]
    private async Task BlinkAsync(CancellationToken stopping)
    {
        while (true) // LCG4005
        {
            for (;;)
                await Task.Delay(300);
        }
    }
}

/// <summary>Quiet: a goto out of the inner loop and the outer one.</summary>
[Unit]
public sealed partial class SensorSetup(Store store)
{
    [Background]
    private async Task SetUpAsync(CancellationToken stopping)
    {
        while (true)
        {
            for (var i = 0; i < 5; i++)
            {
                if (await store.CountAsync(stopping) == i)
                    goto done;
            }

            await Task.Delay(10);
        }

    done:
        store.Save("ready");
    }
}

/// <summary>Reported: the token that says nothing is given to the wait.</summary>
[Unit]
public sealed partial class GateKeeper
{
    [Background]
    private async Task KeepAsync(CancellationToken stopping)
    {
        while (true) // LCG4005
            await Task.Delay(100, CancellationToken.None);
    }
}

/// <summary>Reported: a keyboard is read in a loop that nothing ends.</summary>
[Unit]
public sealed partial class Shell
{
    [Background]
    private void Read()
    {
        while (true)
            Out.Line(Console.ReadLine()); // LCG4003
    }
}

/// <summary>Reported: a keyboard is read until there is no more, and a stop waits for a line.</summary>
[Unit]
public sealed partial class Prompt
{
    [Run]
    private void Read()
    {
        while (Console.ReadLine() is { } line) // LCG4003
            Out.Line(line);
    }
}

/// <summary>Quiet: the loop is the unit's, and ends with its token.</summary>
[Unit]
public sealed partial class GameLoop
{
    [Run]
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(16));
        while (await timer.WaitForNextTickAsync(cancellationToken))
            Out.Line("frame");
    }
}

/// <summary>Reported: a loop in the start on the token of the start, which keeps the unit from being started.</summary>
[Unit]
public sealed partial class Replicator(Feed feed)
{
    [OnStartup]
    private async Task ReplicateAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested) // LCG4004
            await feed.RefreshAsync(cancellationToken);
    }
}

/// <summary>Quiet: tries to connect until it works.</summary>
[Unit]
public sealed partial class DatabaseWait(IBroker broker)
{
    [OnStartup]
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await broker.OpenAsync(cancellationToken);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }
}
