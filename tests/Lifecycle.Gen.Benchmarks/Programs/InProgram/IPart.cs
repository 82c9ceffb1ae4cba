namespace Measured;

/// <summary>What a careful author writes by hand for one part of an application.</summary>
public interface IPart
{
    Task StartAsync(CancellationToken token);

    Task StopAsync(CancellationToken token);
}
