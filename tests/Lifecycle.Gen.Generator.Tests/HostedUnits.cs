namespace Lifecycle.Generator.Tests;

/// <summary>The contracts of the Generic Host in short, by the names that the generator knows them by.</summary>
internal static class HostedUnits
{
    public const string Contracts = """
        namespace Microsoft.Extensions.Hosting
        {
            public interface IHostedService { Task StartAsync(CancellationToken token); Task StopAsync(CancellationToken token); }
            public interface IHostedLifecycleService : IHostedService
            {
                Task StartingAsync(CancellationToken token);
                Task StartedAsync(CancellationToken token);
                Task StoppingAsync(CancellationToken token);
                Task StoppedAsync(CancellationToken token);
            }
            public abstract class BackgroundService : IHostedService
            {
                private readonly CancellationTokenSource _stopping = new();
                public virtual Task? ExecuteTask { get; private set; }
                public virtual Task StartAsync(CancellationToken token)
                {
                    ExecuteTask = ExecuteAsync(_stopping.Token);
                    return Task.CompletedTask;
                }
                public virtual async Task StopAsync(CancellationToken token)
                {
                    _stopping.Cancel();
                    await Task.WhenAny(ExecuteTask!);
                }
                protected abstract Task ExecuteAsync(CancellationToken stopping);
            }
        }
        """;
}
