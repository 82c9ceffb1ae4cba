namespace Measured;

/// <summary>What a measured program can do again and again in one process.</summary>
public interface ISubject
{
    /// <summary>Builds, starts, stops and disposes one application.</summary>
    Task CycleAsync();

    /// <summary>Builds an application whose start and stop can be repeated.</summary>
    (Func<Task> Start, Func<Task> Stop) Build();
}
