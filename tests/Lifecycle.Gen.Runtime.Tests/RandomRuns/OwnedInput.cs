namespace Lifecycle.Runtime.Tests.RandomRuns;

/// <summary>An input that the worker owns: its life ends once, after the last unit's.</summary>
internal sealed class OwnedInput(World world) : IAsyncDisposable
{
    public int Disposals { get; private set; }

    public ValueTask DisposeAsync()
    {
        world.Trace("dispose the input");
        Disposals++;
        foreach (var unit in world.Current)
        {
            if (unit.Model.Disposals == 0)
                world.Checks.Violations.Add($"the input was disposed before {unit.Shape.Id}");
        }

        return default;
    }
}
