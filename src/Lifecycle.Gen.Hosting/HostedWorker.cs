using Lifecycle.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Lifecycle.Hosting;

/// <summary>
/// One worker in a Generic Host: around all of its hosted services, up before the first of them starts and down after the last has stopped. The host is in
/// charge: a worker that comes to its end by itself stops the host, and its units stay up until their turn.
/// </summary>
internal sealed class HostedWorker : WorkerHost, IHostedLifecycleService, IAsyncDisposable
{
    private const double LeastSeconds = 0.001; // 0 would be no limit.

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif
    private readonly IHostApplicationLifetime? _lifetime;
    private readonly TimeProvider _time;
    private readonly HostBudget _budget;
    private LifecycleWorker _worker = null!;
    private CancellationTokenRegistration _onStopping;
    private Action? _goOn;
    private bool _isStarted;
    private bool _isStopping;
    private bool _isOpen;

    private HostedWorker(IServiceProvider services, string worker, WorkerOptions options)
    {
        _lifetime = services.GetService<IHostApplicationLifetime>();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Options = OptionsFor(options, services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance, time);
        _time = Options.TimeProvider;
        _budget = new HostBudget(worker, options, services.GetService<IOptions<HostOptions>>()?.Value.ShutdownTimeout, _time);
    }

    /// <summary>The options of the worker.</summary>
    public WorkerOptions Options { get; }

    /// <inheritdoc/>
    protected override double ShutdownSeconds => Math.Max(_budget.Seconds, _budget.HasLimit ? LeastSeconds : 0);

    /// <summary>Makes a worker with what the host has for it.</summary>
    /// <exception cref="InvalidOperationException">Inputs are missing, or the worker's time to stop does not fit into the host's.</exception>
    public static TWorker Create<TWorker>(IServiceProvider services, Func<IServiceProvider, WorkerOptions>? options)
        where TWorker : LifecycleWorker, IHostedWorker<TWorker>
    {
        var host = new HostedWorker(services, typeof(TWorker).Name, options?.Invoke(services) ?? new WorkerOptions());
        var inputs = new WorkerInputs(services, typeof(TWorker).Name);
        var worker = TWorker.Create(inputs, host.Options);
        host._worker = worker;
        inputs.ThrowIfIncomplete();
        return worker;
    }

    /// <summary>A unit as a service; <see langword="null"/> if it is disabled.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist any more, or the container would dispose the unit.</exception>
    public static object? UnitOf(IServiceProvider services, Type workerType, int slot)
    {
        var worker = (LifecycleWorker)services.GetRequiredService(workerType);
        Construct(worker); // Hosted services are made before any of them starts, and may take units.
        var unit = UnitAt(worker, slot);
        if (unit is IOwnedUnit)
            UnitDisposal.Hold(unit);
        else if (unit is IDisposable or IAsyncDisposable)
            throw NotGivenOut(unit, workerType);

        return unit;
    }

    /// <summary>The units come up, before any hosted service starts and any listener opens.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            _isStarted = true;

        if (_lifetime is not null)
            _onStopping = _lifetime.ApplicationStopping.UnsafeRegister(static host => ((HostedWorker)host!).Announce(), this);

        await _worker.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => FailedAsync();

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => FailedAsync();

    /// <summary>Health is Draining from here on; then the delay in which load balancers can notice, while listeners still accept.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Announce();
        _budget.Begin();
        if (_budget.DrainDelay > TimeSpan.Zero && CauseOf(_worker) is null)
            await Task.Delay(_budget.DrainDelay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The units go down, when every hosted service has stopped; their life ends.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        var failure = OutcomeOf(_worker, out var exitCode);
        if (failure is not null && CauseOf(_worker) is null)
            throw failure;

        // Of a program whose Main returns nothing.
        if (exitCode != 0)
            Environment.ExitCode = exitCode;
    }

    /// <summary>The host is disposed: without a stop if its start failed.</summary>
    public async ValueTask DisposeAsync() => await EndAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    protected override void BeginStop(Action goOn)
    {
        bool isOpen;
        bool isStopping;
        lock (_lock)
        {
            isOpen = _isOpen || !_isStarted;
            isStopping = _isStopping;
            _goOn = isOpen ? null : goOn;
        }

        if (isOpen)
            goOn();
        else if (!isStopping && _lifetime is not null) // Its callbacks are foreign code.
            ThreadPool.UnsafeQueueUserWorkItem(static lifetime => lifetime.StopApplication(), _lifetime, preferLocal: false);
    }

    /// <inheritdoc/>
    protected override void BeginDisposal(object unit) => UnitDisposal.Release(unit);

    private static InvalidOperationException NotGivenOut(object unit, Type worker) => new(
        $"{unit.GetType()} is no service, because the container would dispose it, as its worker does: its Dispose is an explicit implementation, or its "
        + $"assembly does not reference Lifecycle.Gen.Hosting. Take {worker} and read its property for the unit, or release in an [OnExit] hook instead.");

    private void Announce()
    {
        lock (_lock)
            _isStopping = true;

        _worker.RequestStop();
    }

    private async Task EndAsync()
    {
        Action? goOn;
        lock (_lock)
        {
            _isOpen = true;
            goOn = _goOn;
            _goOn = null;
        }

        await _onStopping.DisposeAsync().ConfigureAwait(false);
        goOn?.Invoke();
        await _worker.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The host cancels the start of its services when one stops it; the cause would not be seen.</summary>
    private Task FailedAsync() => CauseOf(_worker) is { } cause ? Task.FromException(cause) : Task.CompletedTask;
}
