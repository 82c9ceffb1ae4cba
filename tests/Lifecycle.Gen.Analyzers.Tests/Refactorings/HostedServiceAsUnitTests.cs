namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>A hosted service that becomes a unit and stays what it is.</summary>
public sealed class HostedServiceAsUnitTests
{
    private const string Title = HostedSources.AsIsTitle;

    [Fact]
    public async Task Base_class_and_methods_stay_and_the_registration_goes() =>
        await Project.With("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            /// <summary>Works.</summary>
            public sealed class [|Job|] : BackgroundService
            {
                public override Task StopAsync(CancellationToken cancellationToken)
                {
                    Console.WriteLine("stops");
                    return base.StopAsync(cancellationToken);
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddHostedService<Job>();
                    services.AddSingleton("a").AddHostedService(provider => new Job()).AddSingleton("b");
                }
            }
            """).IsRefactored(Title, """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            /// <summary>Works.</summary>
            [Unit]
            public sealed partial class Job : BackgroundService
            {
                public override Task StopAsync(CancellationToken cancellationToken)
                {
                    Console.WriteLine("stops");
                    return base.StopAsync(cancellationToken);
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton("a").AddSingleton("b");
                }
            }
            """);

    [Fact]
    public async Task A_program_that_runs_nothing_else_runs_the_worker() =>
        await Project.With("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Job>();
            builder.Build().Run();

            public sealed class [|Job|] : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).CompilesRefactored(Title);

    [Theory]
    [InlineData("public abstract class [|Job|] : BackgroundService;")]
    [InlineData("file class [|Job|] : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("public class [|Job|] { }")]
    [InlineData(
        "[Unit] public partial class [|Job|] : BackgroundService { protected override Task ExecuteAsync(CancellationToken token) => Task.CompletedTask; }")]
    public async Task What_cannot_be_a_unit_or_is_one_or_is_no_hosted_service_has_no_offer(string type) =>
        Assert.DoesNotContain(Title, await Project.With("using Microsoft.Extensions.Hosting; " + type).RefactoringsAsync());

    [Fact]
    public async Task Both_ways_are_offered()
    {
        var titles = await Project.With(HostedSources.Job).RefactoringsAsync();
        Assert.Contains(Title, titles);
        Assert.Contains(HostedSources.Title, titles);
    }
}
