using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Peers;

/// <summary>The work that one process does: a line every 20 ms, one when it begins and one when it has ended.</summary>
internal sealed class Work : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly JournalWriter _journal;
    private readonly Timer _timer;
    private bool _hasEnded;

    /// <summary>Begins.</summary>
    public Work(JournalWriter journal)
    {
        _journal = journal;
        journal.Write("up");
        _timer = new Timer(_ => Do(), state: null, s_period, s_period);
    }

    /// <summary>Ends: after this there is no line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;

            _hasEnded = true;
            _timer.Dispose();
            _journal.Write("down");
        }
    }

    private void Do()
    {
        lock (_lock)
        {
            if (!_hasEnded)
                _journal.Write("works");
        }
    }
}
