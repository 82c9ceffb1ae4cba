using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Simulation;

/// <summary>Runs many schedules; a violation names its seed, and that schedule again says what happened.</summary>
internal static class Schedules
{
    public static (int Activations, int PausedOverlaps, string? Violation) Run(int count, int seed, int threads = 2, Plant plant = Plant.None)
    {
        var activations = 0;
        var overlaps = 0;
        string? violation = null;
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, (i, state) =>
        {
            var world = new World(seed + i, plant: plant);
            world.Run();
            Interlocked.Add(ref activations, world.Activations);
            Interlocked.Add(ref overlaps, world.PausedOverlaps);
            if (world.Violation is null)
                return;

            Interlocked.CompareExchange(ref violation, Story(world.Seed, plant), null);
            state.Stop();
        });
        return (activations, overlaps, violation);
    }

    public static int Command(string[] args)
    {
        var count = int.Parse(args[1], CultureInfo.InvariantCulture);
        var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
        var threads = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 2;
        var watch = Stopwatch.StartNew();
        var (activations, overlaps, violation) = Run(count, seed, threads);
        if (violation is not null)
        {
            Console.Error.WriteLine(violation);
            return 1;
        }

        Console.WriteLine(string.Concat(
            $"{count} schedules from seed {seed} in {watch.Elapsed.TotalSeconds:0} s: {activations} times up, no violation; ",
            $"{overlaps} overlaps of paused processes"));
        return 0;
    }

    private static string Story(int seed, Plant plant)
    {
        var world = new World(seed, verbose: true, plant);
        world.Run();
        return $"Seed {seed}: {world.Violation}\n{string.Join('\n', world.Said)}";
    }
}
