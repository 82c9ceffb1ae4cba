using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Hosting.Systemd;

/// <summary>Says to systemd what the host and its workers do: ready, stopping, what is waited for, alive.</summary>
internal sealed partial class SystemdNotifications : IHostedService, IDisposable
{
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromSeconds(5);

    /// <summary>So many intervals may be late before systemd's own limit counts again.</summary>
    private const int ExtensionFactor = 3;

    private readonly IServiceProvider _services;
    private readonly NotifySocket _socket;
    private readonly ILogger _logger;
    private readonly TimeSpan? _watchdog;
    private readonly TimeSpan _interval;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _onStarted;
    private readonly CancellationTokenRegistration _onStopping;
    private string _status = "";
    private volatile bool _isReady;
    private volatile bool _isStopping;

    // Hosted services are made before the first of them starts: so it speaks from the beginning, wherever it is registered.
    public SystemdNotifications(IServiceProvider services, NotifySocket socket, TimeSpan? watchdog)
    {
        _services = services;
        _socket = socket;
        _watchdog = watchdog;
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<SystemdNotifications>();
        _interval = watchdog is { } limit && limit / 2 < s_longestInterval ? limit / 2 : s_longestInterval;
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _onStarted = lifetime.ApplicationStarted.Register(OnStarted);
        _onStopping = lifetime.ApplicationStopping.Register(OnStopping);
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _timer = time.CreateTimer(static state => ((SystemdNotifications)state!).OnTimer(), this, _interval, _interval);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _timer.Dispose();
        _onStarted.Dispose();
        _onStopping.Dispose();
        _socket.Dispose();
    }

    private void OnStarted()
    {
        _isReady = true;
        Send("READY=1\nSTATUS=Up");
    }

    private void OnStopping()
    {
        _isStopping = true;
        Send("STOPPING=1\nSTATUS=Stopping");
    }

    private void OnTimer()
    {
        var isAlive = true;
        var waits = new List<string>();
        foreach (var added in _services.GetServices<AddedWorker>())
        {
            var worker = (LifecycleWorker)_services.GetRequiredService(added.Type);
            isAlive &= worker.State != UnitState.Failed;
            foreach (var unit in worker.Units)
            {
                if (unit.State is UnitState.Starting or UnitState.Stopping)
                    waits.Add(unit.Id);
            }
        }

        var assignments = _watchdog is not null && isAlive ? "WATCHDOG=1\n" : "";
        if (!_isReady || _isStopping)
        {
            var extension = (long)(_interval * ExtensionFactor).TotalMicroseconds;
            assignments += $"EXTEND_TIMEOUT_USEC={extension.ToString(CultureInfo.InvariantCulture)}\n";
        }

        var status = waits.Count == 0 ? "" : $"STATUS={(_isStopping ? "Stopping" : "Starting")}: waits for {string.Join(", ", waits)}\n";
        if (status != _status)
            assignments += status;

        _status = status;
        if (assignments.Length > 0)
            Send(assignments);
    }

    private void Send(string assignments)
    {
        try
        {
            _socket.Send(assignments);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            NotSent(_logger, e);
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "systemd could not be notified.")]
    private static partial void NotSent(ILogger logger, Exception exception);
}
