#nullable enable
using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shapes.Mixed;

public interface IPump : IHostedService
{
    int Pumped { get; }
}

public interface IFeed
{
    ChannelReader<string> Items { get; }
}

public sealed class Feed : BackgroundService, IFeed
{
    private readonly Channel<string> _channel = Channel.CreateUnbounded<string>();

    public ChannelReader<string> Items => _channel.Reader;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var number = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            await _channel.Writer.WriteAsync((number++).ToString(System.Globalization.CultureInfo.InvariantCulture), stoppingToken);
            await Task.Delay(200, stoppingToken);
        }
    }
}

public sealed class FeedReader(IFeed feed, ILogger<FeedReader> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await feed.Items.WaitToReadAsync(stoppingToken))
        {
            while (feed.Items.TryRead(out var item))
                logger.LogDebug("{Item}", item);
        }
    }
}

public class Batches(IFeed feed) : BackgroundService
{
    private const int Most = 50;
    private readonly List<string> _batch = new(Most);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var item in feed.Items.ReadAllAsync(stoppingToken))
        {
            _batch.Add(item);
            if (_batch.Count == Most)
                await WriteAsync(stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    private Task WriteAsync(CancellationToken token)
    {
        _batch.Clear();
        return Task.CompletedTask;
    }
}

public class ConfigWatch : BackgroundService
{
    private readonly IOptionsMonitor<ConsoleLifetimeOptions> _options;
    private IDisposable? _change;

    public ConfigWatch(IOptionsMonitor<ConsoleLifetimeOptions> options) => _options = options;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _change = _options.OnChange(changed => Console.Error.WriteLine(changed.SuppressStatusMessages));
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _change?.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}

public record Snapshot(string Name, int Count);

public class SnapshotWriter(TimeProvider time) : BackgroundService
{
    private ImmutableArray<Snapshot> _snapshots = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _snapshots = [.. _snapshots.TakeLast(10), new Snapshot("now", _snapshots.Length)];
            GC.KeepAlive(JsonSerializer.Serialize(_snapshots));
        }
    }
}

public class Delayed : IHostedService
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Ready => _ready.Task;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ready.TrySetResult();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _ready.TrySetCanceled(cancellationToken);
        return Task.CompletedTask;
    }
}

public class Parallels : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, 4).Select(number => WorkAsync(number, stoppingToken)).ToList();
        await Task.WhenAll(workers);
    }

    private static async Task WorkAsync(int number, CancellationToken token)
    {
        while (!token.IsCancellationRequested)
            await Task.Delay(100 + number, token);
    }
}

public class OneShot(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(1, stoppingToken);
        GC.KeepAlive(lifetime);
    }
}

#region Cache
public class Cache(IConfiguration configuration) : IHostedService
{
    private readonly Dictionary<string, string?> _values = [];

    public string? this[string key] => _values.GetValueOrDefault(key);

    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var pair in configuration.AsEnumerable())
            _values[pair.Key] = pair.Value;
        await Task.Yield();
    }

    public Task StopAsync(CancellationToken ct)
    {
        _values.Clear();
        return Task.CompletedTask;
    }
}
#endregion

public sealed class Blocking : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Loop(stoppingToken), stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Loop(CancellationToken token)
    {
        while (!token.WaitHandle.WaitOne(50))
            GC.KeepAlive(token);
    }
}

public sealed class Quiet : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) { return Task.CompletedTask; }

    public Task StopAsync(CancellationToken cancellationToken) { return Task.CompletedTask; }
}

public class Guarded(IConfiguration configuration, ILogger<Guarded> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration["Guarded"] is not "true")
        {
            logger.LogInformation("off");
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
    }
}

public class Progress : BackgroundService
{
    public event EventHandler<int>? Advanced;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var step = 0; step < 3 && !stoppingToken.IsCancellationRequested; step++)
        {
            Advanced?.Invoke(this, step);
            await Task.Delay(1, stoppingToken);
        }
    }
}

public class Disposing : IHostedService, IDisposable
{
    private bool _isDisposed;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
    }
}

public class Timeouts : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        await Task.Delay(1, limit.Token);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class Pump : IPump
{
    public int Pumped { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) { Pumped++; return Task.CompletedTask; }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class Health : BackgroundService
{
    public bool IsWell => ExecuteTask is { IsFaulted: false };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
}

public sealed class LockedUpdate : BackgroundService
{
    private readonly Lock _gate = new();
    private int _updates;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            lock (_gate)
                _updates++;
            await Task.Delay(20, stoppingToken);
        }
    }
}

public sealed class Subscriber(Progress progress, ILogger<Subscriber> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        progress.Advanced += OnAdvanced;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        progress.Advanced -= OnAdvanced;
        return Task.CompletedTask;
    }

    private void OnAdvanced(object? sender, int step) => logger.LogInformation("{Step}", step);
}

public sealed class Throttled : BackgroundService
{
    private readonly SemaphoreSlim _slots = new(2);

    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _slots.WaitAsync(token);
        try
        {
            return await work();
        }
        finally
        {
            _slots.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await RunAsync(() => Task.FromResult(1), stoppingToken);
}

public sealed class Letters : IHostedService
{
    private readonly Channel<string> _letters = Channel.CreateUnbounded<string>();
    private Task _sending = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sending = Task.Run(SendAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _letters.Writer.TryComplete();
        await _sending.WaitAsync(cancellationToken);
    }

    private async Task SendAsync()
    {
        await foreach (var letter in _letters.Reader.ReadAllAsync())
            Console.Error.WriteLine(letter);
    }
}

public static class MixedSetup
{
    public static IServiceCollection AddMixed(this IServiceCollection services) => services
        .AddSingleton<Feed>()
        .AddSingleton<IFeed>(provider => provider.GetRequiredService<Feed>())
        .AddHostedService(provider => provider.GetRequiredService<Feed>())
        .AddHostedService<FeedReader>()
        .AddHostedService<Batches>()
        .AddHostedService<SnapshotWriter>();
}
