namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>What the tests of the conversion of hosted services share: its title, and a small hosted service before and after.</summary>
internal static class HostedSources
{
    public const string Title = "Turn this hosted service into a unit";

    public const string AsIsTitle = "Mark this hosted service as a unit as it is";

    public const string Job = """
        using Microsoft.Extensions.Hosting;

        public sealed class [|Job|] : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }
        """;

    public const string JobAsUnit = """
        [Unit]
        public sealed partial class Job
        {
            [Background]
            private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }
        """;
}
