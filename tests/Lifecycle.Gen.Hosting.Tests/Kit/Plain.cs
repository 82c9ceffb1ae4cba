using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests.Kit;

/// <summary>A hosted service beside the worker.</summary>
internal sealed class Plain(Journal journal, string name) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        journal.Add($"{name} starts");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        journal.Add($"{name} stops");
        return Task.CompletedTask;
    }
}
