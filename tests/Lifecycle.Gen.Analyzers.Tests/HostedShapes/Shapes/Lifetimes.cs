using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shapes.Lifetimes;

public interface IClock
{
    DateTimeOffset Now { get; }
}

public class TimedCleanup(ILogger<TimedCleanup> logger) : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(Clean, null, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        return Task.CompletedTask;
    }

    private void Clean(object? state) => logger.LogInformation("cleaned");

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.Infinite, 0);
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();
}

public sealed class PortListener : IHostedService
{
    private TcpListener? _listener;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        await Task.Yield();
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Stop();
        return Task.CompletedTask;
    }
}

internal sealed class Migration(IServiceScopeFactory services, ILogger<Migration> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var scope = services.CreateScope();
        logger.LogInformation("migrating with {Services}", scope.ServiceProvider.GetHashCode());
        await Task.Delay(1, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public class Clock : IHostedService, IClock
{
    public DateTimeOffset Now { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Now = DateTimeOffset.UtcNow;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public class Tracing : IHostedService
{
    private ActivityListener? _listener;

    Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        _listener = new ActivityListener { ShouldListenTo = source => source.Name == "shapes" };
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class LifecycleLog(ILogger<LifecycleLog> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("starting");
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("started");
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        logger.LogInformation("stopped");
        return Task.CompletedTask;
    }
}

public class Watcher : IHostedService, IAsyncDisposable
{
    private readonly FileSystemWatcher _watcher = new(Path.GetTempPath(), "*.shapes");

    public int Changes { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watcher.Changed += OnChanged;
        _watcher.EnableRaisingEvents = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _watcher.EnableRaisingEvents = false;
        _watcher.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _watcher.Dispose();
        return ValueTask.CompletedTask;
    }

    private void OnChanged(object sender, FileSystemEventArgs change) => Changes++;
}

public class LifetimeEvents(IHostApplicationLifetime lifetime, ILogger<LifetimeEvents> logger) : IHostedService
{
    private CancellationTokenRegistration _started;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = lifetime.ApplicationStarted.Register(OnStarted);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _started.DisposeAsync();

    private void OnStarted() => logger.LogInformation("the application has started");
}

public class PollingClient : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _polling = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _polling = PollAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _polling.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stop.Dispose();

    private static async Task PollAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Delay(1000, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

public sealed class ScratchFolder : IHostedService
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "shapes-" + Guid.NewGuid().ToString("N"));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_path);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_path))
            Directory.Delete(_path, recursive: true);
        return Task.CompletedTask;
    }
}

public class Seeding : IHostedService
{
    private readonly IClock _clock;

    public Seeding(IClock clock) { _clock = clock; }

    public Task StartAsync(CancellationToken cancellationToken) =>
        _clock.Now == default ? Task.CompletedTask : SeedAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.CompletedTask;

    private static async Task SeedAsync(CancellationToken token) => await Task.Delay(1, token);
}

public class Counters : IHostedService
{
    private Stopwatch? _watch;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _watch = Stopwatch.StartNew();
        await Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _watch?.Stop();
        await Task.CompletedTask;
    }
}

public class SocketServer(ILogger<SocketServer> logger) : IHostedService
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task? _accepting;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Cancel();
        _listener.Stop();
        if (_accepting is not null)
            await _accepting;
    }

    private async Task AcceptAsync(CancellationToken token)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(token);
                logger.LogInformation("a client");
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}

[DebuggerDisplay("{_name}")]
public class Named : IHostedService
{
    private readonly string _name = "named";

    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task StopAsync(CancellationToken cancellationToken)
    {
        Console.Error.WriteLine(_name);
        return Task.CompletedTask;
    }
}

public static class LifetimeSetup
{
    public static void AddLifetimes(this IServiceCollection services, bool withTracing)
    {
        services.AddHostedService<TimedCleanup>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PortListener>());
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<Migration>(provider));
        services.AddSingleton<Clock>();
        services.AddSingleton<IClock>(provider => provider.GetRequiredService<Clock>());
        services.AddHostedService(provider => provider.GetRequiredService<Clock>());
        if (withTracing)
            services.AddHostedService<Tracing>();
        services.Add(new ServiceDescriptor(typeof(IHostedService), typeof(LifecycleLog), ServiceLifetime.Singleton));
    }
}
