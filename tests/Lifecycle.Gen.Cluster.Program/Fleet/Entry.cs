using System.Diagnostics;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A line of a journal.</summary>
/// <param name="At">When, in ticks of <see cref="Stopwatch"/>, which all processes of a machine share.</param>
/// <param name="Process">The process that wrote it.</param>
/// <param name="What">What happened.</param>
/// <param name="Token">The token under which it happened; 0 for what has none.</param>
internal sealed record Entry(long At, int Process, string What, long Token);
