using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Observation;

/// <summary>When the first hook of each phase of a way up began, and when its last one ended. Used under the engine's lock.</summary>
internal sealed class PhaseTimes
{
    private readonly List<(int Phase, long Began, long Ended)> _phases = [];

    public void Begin(int phase, long now)
    {
        foreach (var known in _phases)
        {
            if (known.Phase == phase)
                return;
        }

        _phases.Add((phase, now, now));
    }

    public void End(int phase, long now)
    {
        for (var i = 0; i < _phases.Count; i++)
        {
            if (_phases[i].Phase == phase)
                _phases[i] = _phases[i] with { Ended = now };
        }
    }

    public PhaseStartup[] MakeReports(TimeProvider time, long start)
    {
        var reports = new PhaseStartup[_phases.Count];
        for (var i = 0; i < reports.Length; i++)
        {
            var (phase, began, ended) = _phases[i];
            reports[i] = new PhaseStartup(Phase.NameOf(phase), time.GetElapsedTime(start, began), time.GetElapsedTime(began, ended));
        }

        return reports;
    }
}
