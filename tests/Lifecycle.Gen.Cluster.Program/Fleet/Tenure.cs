namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>The time in which the units of one process were up with one token.</summary>
internal sealed record Tenure(int Process, long Token, long From, long To);
