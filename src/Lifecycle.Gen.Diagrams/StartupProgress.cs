using System.Globalization;
using System.Text;

namespace Lifecycle;

/// <summary>
/// Shows on a terminal how a start proceeds that takes longer than a second: a line that says how many units are up and which are waited for. An observer for
/// <see cref="WorkerOptions.Observer"/>; nothing is written where standard error is no terminal.
/// </summary>
public sealed class StartupProgress : IWorkerObserver, IDisposable
{
    private const int MostNames = 4;
    private const string ClearLine = "\r\u001b[K";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

#if NET9_0_OR_GREATER
    private readonly Lock _lock = new();
#else
    private readonly object _lock = new();
#endif
    private readonly TextWriter? _output;
    private readonly TimeProvider _time;
    private readonly List<(string Unit, long Since)> _awaited = [];
    private ITimer? _timer;
    private long _began;
    private int _up;
    private bool _isShown;

    /// <summary>Writes to standard error, if that is a terminal.</summary>
    public StartupProgress()
#pragma warning disable RS0030 // What this class is for.
        : this(Console.IsErrorRedirected ? null : Console.Error)
#pragma warning restore RS0030
    {
    }

    /// <summary>Writes to a terminal.</summary>
    /// <param name="output">The terminal; <see langword="null"/> to write nothing.</param>
    /// <param name="timeProvider">The clock of the worker; <see langword="null"/> for that of the system.</param>
    public StartupProgress(TextWriter? output, TimeProvider? timeProvider = null)
    {
        _output = output;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Called by the worker.</summary>
    /// <param name="happening">The event.</param>
    public void OnEvent(in WorkerEvent happening)
    {
        if (_output is null || happening.Kind != WorkerEventKind.StateChanged)
            return;

        lock (_lock)
        {
            if (happening.Unit is { } unit)
                Move(unit, happening.To);
            else if (happening.To == UnitState.Starting)
                Begin();
            else
                End();
        }
    }

    /// <summary>Ends the line.</summary>
    public void Dispose()
    {
        lock (_lock)
            End();
    }

    private void Move(string unit, UnitState state)
    {
        _awaited.RemoveAll(other => other.Unit == unit);
        if (state == UnitState.Starting)
            _awaited.Add((unit, _time.GetTimestamp()));
        else if (state == UnitState.Started)
            _up++;
    }

    private void Begin()
    {
        _began = _time.GetTimestamp();
        _up = 0;
        _awaited.Clear();
        _timer ??= _time.CreateTimer(static progress => ((StartupProgress)progress!).Show(), this, s_patience, s_interval);
    }

    private void End()
    {
        _timer?.Dispose();
        _timer = null;
        if (_isShown)
            _output!.Write(ClearLine);

        _isShown = false;
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_timer is null)
                return;

            var text = new StringBuilder(ClearLine);
            text.Append(CultureInfo.InvariantCulture, $"{_up} {(_up == 1 ? "unit is" : "units are")} up after {Seconds(_began)} s");
            for (var i = 0; i < Math.Min(_awaited.Count, MostNames); i++)
                text.Append(i == 0 ? "; waiting for " : ", ").Append(_awaited[i].Unit).Append(" (").Append(Seconds(_awaited[i].Since)).Append(" s)");
            if (_awaited.Count > MostNames)
                text.Append(CultureInfo.InvariantCulture, $" and {_awaited.Count - MostNames} more");

            _output!.Write(text.ToString());
            _output.Flush();
            _isShown = true;
        }
    }

    private string Seconds(long since) => _time.GetElapsedTime(since).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
