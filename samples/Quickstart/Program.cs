using System.Diagnostics;
using Lifecycle;

Report.Line("Starting");

// Worker is generated: it is made of all units of this project, and starts each as soon as what it needs is up.
return await Worker.RunAsync();

[Unit]
internal sealed partial class Database
{
    private readonly List<int> _rows = [];

    public int Count => _rows.Count;

    public void Insert(int row) => _rows.Add(row);

    [OnStartup]
    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(200, cancellationToken);
        Report.Line($"Database is open with {Count} rows");
    }

    [OnShutdown]
    private void Close() => Report.Line($"Database is closed with {Count} rows");
}

[Unit]
internal sealed partial class Exchange
{
    public int Rate { get; private set; }

    [OnStartup]
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(100, cancellationToken);
        Rate = 100;
        Report.Line($"Exchange is connected, the rate is {Rate}");
    }

    // Supervised: cancelled and awaited before the unit is shut down; if it failed, the worker would stop in order.
    [Background]
    private async Task FollowAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        while (await timer.WaitForNextTickAsync(stopping))
            Rate++;
    }

    [OnShutdown]
    private void Disconnect() => Report.Line($"Exchange is disconnected, the rate was {Rate}");
}

// The constructor says what the shop needs: it starts after both and stops before them.
[Unit]
internal sealed partial class Shop(Database database, Exchange exchange)
{
    [OnStartup]
    private void Open() => Report.Line($"Shop is open, it sells at {exchange.Rate}");

    // When it returns, the worker stops. A service has no such hook: it runs until SIGTERM or Ctrl+C.
    [Run]
    private async Task SellAsync(CancellationToken cancellationToken)
    {
        for (var customer = 1; customer <= 3; customer++)
        {
            await Task.Delay(100, cancellationToken);
            database.Insert(exchange.Rate);
            Report.Line($"Shop sold to customer {customer} at {exchange.Rate}");
        }
    }

    [OnShutdown]
    private void Close() => Report.Line($"Shop is closed after {database.Count} sales");
}

internal static class Report
{
    private static readonly long s_start = Stopwatch.GetTimestamp();

    public static void Line(string text) => Console.WriteLine($"{Stopwatch.GetElapsedTime(s_start).TotalMilliseconds,5:0} ms  {text}");
}
