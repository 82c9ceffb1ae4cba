namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>How a hosted service is declared decides what its unit looks like.</summary>
public sealed class HostedServiceDeclarationTests
{
    private const string Title = HostedSources.Title;

    [Fact]
    public async Task A_nested_private_class() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public static class Outer
            {
                private sealed class [|Inner|] : BackgroundService
                {
                    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
                }
            }
            """).IsRefactored(Title, """
            public static partial class Outer
            {
                [Unit]
                internal sealed partial class Inner
                {
                    [Background]
                    private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
                }
            }
            """);

    [Fact]
    public async Task A_partial_class_over_two_files() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed partial class [|Split|] : IHostedService
            {
                public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """, "Split.cs").And("""
            public sealed partial class Split
            {
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """, "Split.Stop.cs").IsRefactored(Title, """
            [Unit]
            public sealed partial class Split
            {
                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            // next file
            public sealed partial class Split
            {
                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

    [Fact]
    public async Task A_method_that_others_call_stays_public() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Cache|] : IHostedService
            {
                public async Task StartAsync(CancellationToken cancellationToken) => await Task.Yield();
                public async Task StopAsync(CancellationToken cancellationToken) => await Task.Yield();
            }

            public static class Use { public static Task It(Cache cache) => cache.StartAsync(default); }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Cache
            {
                [OnStartup]
                public async Task StartAsync(CancellationToken cancellationToken) => await Task.Yield();
                [OnShutdown]
                private async Task StopAsync(CancellationToken cancellationToken) => await Task.Yield();
            }

            public static class Use { public static Task It(Cache cache) => cache.StartAsync(default); }
            """);
}
