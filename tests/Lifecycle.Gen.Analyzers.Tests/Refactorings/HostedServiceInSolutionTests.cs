namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Hosted services whose base classes, registrations and callers are in several projects of a solution.</summary>
public sealed class HostedServiceInSolutionTests
{
    private const string Title = HostedSources.Title;

    private const string Ticker = """
        using Microsoft.Extensions.Hosting;

        public abstract class Ticker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                    await TickAsync(stoppingToken);
            }

            protected abstract Task TickAsync(CancellationToken stoppingToken);
        }
        """;

    private const string Cleanup = """
        public sealed class [|Cleanup|] : Ticker
        {
            protected override Task TickAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
        }
        """;

    [Fact]
    public async Task Base_class_in_a_referenced_project_changes_too() =>
        await Project.With(Ticker, "Ticker.cs").AndProject("Jobs", Cleanup, "Cleanup.cs").IsRefactored(Title, """
            public abstract class Ticker
            {
                [Background]
                protected async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                        await TickAsync(stoppingToken);
                }

                protected abstract Task TickAsync(CancellationToken stoppingToken);
            }
            // next file
            [Unit]
            public sealed partial class Cleanup : Ticker
            {
                protected override Task TickAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }
            """);

    [Fact]
    public async Task Class_that_derives_in_a_later_project_changes_too() =>
        await Project.With(Ticker.Replace("abstract class Ticker", "abstract class [|Ticker|]", StringComparison.Ordinal), "Ticker.cs")
            .AndProject("Jobs", Cleanup.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal), "Cleanup.cs")
            .IsRefactored(Title, """
            public abstract class Ticker
            {
                [Background]
                protected async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                        await TickAsync(stoppingToken);
                }

                protected abstract Task TickAsync(CancellationToken stoppingToken);
            }
            // next file
            [Unit]
            public sealed partial class Cleanup : Ticker
            {
                protected override Task TickAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }
            """);

    [Fact]
    public async Task Not_where_the_project_of_the_base_class_has_no_runtime() =>
        Assert.DoesNotContain(Title, await Project.With("public static class Empty;", "Empty.cs")
            .AndProject("Base", Ticker, "Ticker.cs", hasRuntime: false).AndProject("Jobs", Cleanup, "Cleanup.cs").RefactoringsAsync());

    [Fact]
    public async Task Registration_and_call_in_other_projects() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public class [|Cache|] : IHostedService
            {
                public async Task StartAsync(CancellationToken cancellationToken) => await Task.Yield();
                public async Task StopAsync(CancellationToken cancellationToken) => await Task.Yield();
            }
            """, "Cache.cs").AndProject("Web", """
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton("a");
                    services.AddHostedService<Cache>();
                }
            }
            """, "Setup.cs").AndProject("Tests", """
            public static class CacheTests
            {
                public static Task Starts() => new Cache().StartAsync(default);
            }
            """, "CacheTests.cs").IsRefactored(Title, """
            [Unit]
            public partial class Cache
            {
                [OnStartup]
                public async Task StartAsync(CancellationToken cancellationToken) => await Task.Yield();
                [OnShutdown]
                private async Task StopAsync(CancellationToken cancellationToken) => await Task.Yield();
            }
            // next file
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton("a");
                }
            }
            // next file
            public static class CacheTests
            {
                public static Task Starts() => new Cache().StartAsync(default);
            }
            """);

    [Theory]
    [InlineData("Microsoft.Extensions.Hosting.IHostedService Get(Job job) => job;")]
    [InlineData("Task Run(Job job) => ((Microsoft.Extensions.Hosting.IHostedService)job).StartAsync(default);")]
    [InlineData("List<Microsoft.Extensions.Hosting.IHostedService> All => [new Job()];")]
    [InlineData("Task Run(Job job) => job.StartAsync(default);")]
    [InlineData("void Run(Job job) => job.Dispose();")]
    [InlineData("void Give<T>() where T : Microsoft.Extensions.Hosting.IHostedService { } void Run() => Give<Job>();")]
    public async Task Not_where_a_test_uses_it_as_a_hosted_service(string member) =>
        Assert.DoesNotContain(Title, await Project.With(HostedSources.Job, "Job.cs")
            .AndProject("Tests", $"public class JobTests {{ public {member} }}", "JobTests.cs")
            .RefactoringsAsync());

    [Fact]
    public async Task Not_where_code_that_does_not_name_it_uses_it_as_a_hosted_service() =>
        Assert.DoesNotContain(Title, await Project.With(HostedSources.Job, "Job.cs")
            .And("public sealed class Holder { public Job Held { get; } = new(); }", "Holder.cs")
            .AndProject("Tests", "public class HolderTests { public Task Run(Holder holder) => holder.Held.StartAsync(default); }", "HolderTests.cs")
            .RefactoringsAsync());
}
