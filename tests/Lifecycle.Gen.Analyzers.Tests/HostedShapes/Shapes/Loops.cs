using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shapes.Loops;

public sealed class LoopOptions
{
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);
}

public class Heartbeat(ILogger<Heartbeat> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("alive at {Time}", DateTimeOffset.UtcNow);
            await Task.Delay(TimeSpan.FromSeconds(10), stoppingToken);
        }
    }
}

public sealed class CertificateRenewal : BackgroundService
{
    private readonly ILogger<CertificateRenewal> _logger;
    private readonly LoopOptions _options;

    public CertificateRenewal(ILogger<CertificateRenewal> logger, IOptions<LoopOptions> options)
    {
        _logger = logger;
        _options = options.Value;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Period);
        do
        {
            _logger.LogDebug("looking at certificates");
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

internal sealed class OutboxRelay(IServiceScopeFactory scopes, ILogger<OutboxRelay> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RelayAsync(scope.ServiceProvider, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "relay failed");
            }

            await Task.Delay(1000, stoppingToken);
        }
    }

    private static Task RelayAsync(IServiceProvider services, CancellationToken token) => Task.CompletedTask;
}

public class SessionSweeper(TimeProvider time) : BackgroundService
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _sessions = new();

    public void Touch(string session) => _sessions[session] = time.GetUtcNow();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(30), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
                Sweep();
        }
        catch (OperationCanceledException)
        {
            _sessions.Clear();
        }
    }

    private void Sweep()
    {
        foreach (var (session, last) in _sessions)
        {
            if (time.GetUtcNow() - last > TimeSpan.FromMinutes(20))
                _sessions.TryRemove(session, out _);
        }
    }
}

public sealed class MailQueue : BackgroundService
{
    private readonly Channel<string> _mails = Channel.CreateBounded<string>(100);

    public ValueTask SendAsync(string mail, CancellationToken token) => _mails.Writer.WriteAsync(mail, token);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in _mails.Reader.ReadAllAsync(stoppingToken))
            Console.Error.WriteLine(mail);
    }
}

public class WorkQueue(ILoggerFactory loggers) : BackgroundService
{
    private readonly ILogger _logger = loggers.CreateLogger("queue");
    private readonly SemaphoreSlim _signal = new(0);
    private readonly ConcurrentQueue<Func<CancellationToken, Task>> _items = new();

    public void Add(Func<CancellationToken, Task> item)
    {
        ArgumentNullException.ThrowIfNull(item);
        _items.Enqueue(item);
        _signal.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _signal.WaitAsync(stoppingToken);
            if (!_items.TryDequeue(out var item))
                continue;

            try
            {
                await item(stoppingToken);
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                _logger.LogWarning(problem, "an item failed");
            }
        }
    }

    public override async Task StopAsync(CancellationToken stoppingToken)
    {
        _logger.LogInformation("the queue stops");
        await base.StopAsync(stoppingToken);
    }
}

public class NightlyReport : BackgroundService
{
    private readonly TimeProvider _time;

    public NightlyReport(TimeProvider time) => _time = time;

    protected override async Task ExecuteAsync(CancellationToken token)
    {
        for (; ; )
        {
            var now = _time.GetUtcNow();
            await Task.Delay(now.Date.AddDays(1) - now.UtcDateTime, _time, token);
            Write();
        }
    }

    protected virtual void Write() => Console.Error.WriteLine("report");
}

public sealed class Warmup(IConfiguration configuration) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var section in configuration.GetChildren())
        {
            stoppingToken.ThrowIfCancellationRequested();
            GC.KeepAlive(section.Value);
        }

        return Task.CompletedTask;
    }
}

public class TwoLoops : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(FirstAsync(stoppingToken), SecondAsync(stoppingToken));

    private static async Task FirstAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Delay(500, token);
    }

    private static async Task SecondAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Delay(700, token);
    }
}

/// <summary>Logs the size of the heap; see <see cref="BackgroundService"/>.</summary>
public sealed partial class HeapWatch : BackgroundService
{
    private readonly ILogger<HeapWatch> _logger;

    public HeapWatch(ILogger<HeapWatch> logger)
    {
        _logger = logger;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            _logger.LogTrace("{Bytes}", GC.GetTotalMemory(false));
            await Task.Delay(TimeSpan.FromSeconds(5), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

public class RetryLoop(ILogger<RetryLoop> logger) : BackgroundService
{
    private int _attempt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TryAsync(stoppingToken);
                return;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception e)
            {
                logger.LogError(e, "attempt {Attempt}", ++_attempt);
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, _attempt))), stoppingToken);
            }
        }
    }

    private Task TryAsync(CancellationToken token) => _attempt > 3 ? Task.CompletedTask : Task.FromException(new IOException("not yet"));
}

public class Startup(ILogger<Startup> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("starting");
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var registration = stoppingToken.Register(() => logger.LogInformation("stopping"));
        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(1000, stoppingToken);
    }
}

public sealed class MetricsFlush : BackgroundService, IAsyncDisposable
{
    private readonly MemoryStream _buffer = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(1000, stoppingToken);
            await _buffer.FlushAsync(stoppingToken);
        }
    }

    public ValueTask DisposeAsync() => _buffer.DisposeAsync();
}

public class DeviceScan : BackgroundService
{
    private readonly CancellationTokenSource _rescan = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _rescan.Token);
        while (!both.IsCancellationRequested)
            await Task.Delay(100, both.Token);
    }

    public override void Dispose()
    {
        _rescan.Dispose();
        base.Dispose();
    }
}

public class LeaderElection(ILogger<LeaderElection> logger, IHostApplicationLifetime lifetime) : BackgroundService
{
    private volatile bool _isLeader;

    public bool IsLeader => _isLeader;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            _isLeader = !_isLeader;
            logger.LogInformation("leader: {IsLeader}", _isLeader);
            await Task.Delay(TimeSpan.FromSeconds(15), stoppingToken);
        }
    }
}

public static class LoopSetup
{
    public static IServiceCollection AddLoops(this IServiceCollection services)
    {
        services.AddHostedService<Heartbeat>();
        services.AddHostedService<CertificateRenewal>().AddHostedService<OutboxRelay>();
        services.AddSingleton<SessionSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSweeper>());
        services.AddSingleton<IHostedService, NightlyReport>();
        return services.AddHostedService<Startup>();
    }
}
