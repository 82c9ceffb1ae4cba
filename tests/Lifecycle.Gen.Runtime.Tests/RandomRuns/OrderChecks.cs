namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>Where all units go up and down together they go through one phase after another.</summary>
internal sealed class OrderChecks(World world, Violations violations)
{
    private int _rank;
    private int _mostOnWayUp = int.MaxValue;

    /// <summary>All units go up anew, or others do.</summary>
    public void Renew()
    {
        _rank = int.MinValue;
        _mostOnWayUp = int.MaxValue;
    }

    /// <summary>A hook of a custom phase failed: on the way up none that comes later begins.</summary>
    public void FailCustom(CustomPlace place)
    {
        if (place.GoesUp)
            _mostOnWayUp = Math.Min(_mostOnWayUp, place.Rank);
    }

    /// <summary>
    /// A hook of the worker's cycle begins: all that comes before it is over. The units of a worker that go up and down together go through one phase
    /// after another.
    /// </summary>
    public void Enter(RandomUnit unit, int rank, int phase)
    {
        if (world.MovesSingly || phase is Hook.Background or Hook.Run)
            return;

        violations.Require(rank >= _rank, unit, phase, $"after what comes later ({_rank})");
        if (rank <= _rank)
            return;

        _rank = rank;
        var up = rank < CustomPlace.RankOf(Hook.OnDrain) - 50;
        violations.Require(!up || rank <= _mostOnWayUp, unit, phase, "though a custom phase before it failed");
        foreach (var other in world.Current)
        {
            foreach (var place in other.Shape.Custom.Where(place => up && place.GoesUp && place.Rank < rank && !place.IsOfLife))
                violations.Require(other.Model.Custom.GetValueOrDefault(place.Plan.Id).Steps == other.Shape.Count(place)
                    && other.Model.Live == 0, other, Hook.OnReady, $"{place.Plan.Id} left out or not over");
        }
    }
}
