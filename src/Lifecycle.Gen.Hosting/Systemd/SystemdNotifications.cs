using System.Net.Sockets;
using System.Runtime.InteropServices;
using Lifecycle.Engine.Observation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lifecycle.Hosting.Systemd;

/// <summary>Says to systemd what the host and its workers do: ready, reloading, stopping, what is waited for, alive.</summary>
internal sealed partial class SystemdNotifications : IHostedService, IDisposable
{
    private readonly IServiceProvider _services;
    private readonly SystemdService _service;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly PosixSignalRegistration? _onHangup;
    private readonly CancellationTokenRegistration _onStarted;
    private readonly CancellationTokenRegistration _onStopping;
    private volatile bool _isUp;

    // Hosted services are made before the first of them starts: so it speaks from the beginning, wherever it is registered.
    public SystemdNotifications(IServiceProvider services, SystemdService service)
    {
        _services = services;
        _service = service;
        _logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<SystemdNotifications>();
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        _onStarted = lifetime.ApplicationStarted.Register(() => SetUp(true, service.IsReady));
        _onStopping = lifetime.ApplicationStopping.Register(() => SetUp(false, service.IsStopping));
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        _timer = time.CreateTimer(static state => ((SystemdNotifications)state!).Beat(), this, service.Interval, service.Interval);
        if (!OperatingSystem.IsWindows())
            _onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _onHangup?.Dispose();
        _timer.Dispose();
        _onStarted.Dispose();
        _onStopping.Dispose();
        _service.Dispose();
    }

    private void SetUp(bool isUp, Action tell)
    {
        _isUp = isUp;
        Tell(tell);
    }

    /// <summary>The signal by which systemd asks for a reload; nothing else handles it in a host, and it would end the process.</summary>
    private void OnHangup(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_isUp)
            return;

        Tell(_service.IsReloading);
        _ = ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        try
        {
            var reloads = new List<Task>();
            foreach (var worker in AddedWorker.AllOf(_services))
                reloads.Add(worker.ReloadAsync());

            await Task.WhenAll(reloads).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LifecycleException or OperationCanceledException or ObjectDisposedException)
        {
            NotReloaded(_logger, e); // The worker ends for it, and the host with it.
        }

        if (_isUp)
            Tell(_service.IsReady);
    }

    private void Beat()
    {
        var isAlive = true;
        var waits = new List<string>();
        foreach (var worker in AddedWorker.AllOf(_services))
        {
            isAlive &= worker.State != UnitState.Failed;
            SystemdService.AddWaits(worker, waits);
        }

        Tell(() => _service.Beat(isAlive, waits));
    }

    private void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            NotSent(_logger, e);
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "systemd could not be notified.")]
    private static partial void NotSent(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "The reload that systemd asked for failed.")]
    private static partial void NotReloaded(ILogger logger, Exception exception);
}
