using Lifecycle.Cluster.Program.Fleet;
using Lifecycle.Cluster.Program.Simulation;

return args switch
{
    ["simulate", ..] => Schedules.Command(args),
    ["replica", ..] => await Replica.RunAsync(args),
    ["measure", ..] => await Measurements.RunAsync(args),
    ["fleet", ..] => await RandomFaults.CommandAsync(args),
    _ => throw new ArgumentException("simulate COUNT [SEED [THREADS]] | measure STORES [ROUNDS] | fleet STORE COUNT [SEED]", nameof(args)),
};
