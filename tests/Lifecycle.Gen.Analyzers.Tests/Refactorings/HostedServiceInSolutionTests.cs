namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Hosted services whose base classes, registrations and callers are in several projects of a solution.</summary>
public sealed class HostedServiceInSolutionTests
{
    private const string Title = "Turn this hosted service into a unit";

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

    private const string Job = """
        using Microsoft.Extensions.Hosting;

        public sealed class [|Job|] : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }
        """;

    private const string JobAsUnit = """
        [Unit]
        public sealed partial class Job
        {
            [Background]
            private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
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
        Assert.DoesNotContain(Title, await Project.With(Job, "Job.cs").AndProject("Tests", $"public class JobTests {{ public {member} }}", "JobTests.cs")
            .RefactoringsAsync());

    [Fact]
    public async Task Not_where_code_that_does_not_name_it_uses_it_as_a_hosted_service() =>
        Assert.DoesNotContain(Title, await Project.With(Job, "Job.cs").And("public sealed class Holder { public Job Held { get; } = new(); }", "Holder.cs")
            .AndProject("Tests", "public class HolderTests { public Task Run(Holder holder) => holder.Held.StartAsync(default); }", "HolderTests.cs")
            .RefactoringsAsync());

    [Theory]
    [InlineData("services.AddHostedService<Job>();")]
    [InlineData("services.AddHostedService(provider => new Job());")]
    [InlineData("services.AddHostedService(static provider => { return new Job(); });")]
    [InlineData("services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Job>(provider));")]
    [InlineData("services.AddSingleton<IHostedService, Job>();")]
    [InlineData("services.AddSingleton<IHostedService>(provider => new Job());")]
    [InlineData("services.AddSingleton<IHostedService>(new Job());")]
    [InlineData("services.AddSingleton(typeof(IHostedService), typeof(Job));")]
    [InlineData("services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Job>());")]
    [InlineData("services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService>(provider => new Job()));")]
    [InlineData("services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IHostedService), typeof(Job)));")]
    [InlineData("services.Add(ServiceDescriptor.Describe(typeof(IHostedService), typeof(Job), ServiceLifetime.Singleton));")]
    [InlineData("services.Add(new ServiceDescriptor(typeof(IHostedService), typeof(Job), ServiceLifetime.Singleton));")]
    [InlineData("services.Insert(0, new(typeof(IHostedService), typeof(Job), ServiceLifetime.Singleton));")]
    [InlineData("services.TryAddEnumerable([ServiceDescriptor.Singleton<IHostedService, Job>()]);")]
    [InlineData("services?.AddHostedService<Job>();")]
    [InlineData("_ = services.AddHostedService<Job>();")]
    [InlineData("services = services.AddHostedService<Job>();")]
    [InlineData("ServiceCollectionHostedServiceExtensions.AddHostedService<Job>(services);")]
    [InlineData("services.AddHostedService<Job>().AddHostedService<Job>();")]
    public async Task Registration_as_a_statement_goes(string registration)
    {
        const string Setup = """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.DependencyInjection.Extensions;
            using Microsoft.Extensions.Hosting;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton("a");
                    #STATEMENT
                    services.TryAddSingleton("b");
                }
            }
            """;
        await Project.With(Job, "Job.cs").And(Setup.Replace("#STATEMENT", registration, StringComparison.Ordinal), "Setup.cs").IsRefactored(
            Title,
            JobAsUnit + "\n// next file\n" + Setup.Replace("        #STATEMENT\n", "", StringComparison.Ordinal)
            .Replace("using Microsoft.Extensions.Hosting;\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("IServiceCollection Add(IServiceCollection services) => services.AddHostedService<Job>();",
        "IServiceCollection Add(IServiceCollection services) => services;")]
    [InlineData("void Add(IServiceCollection services) => services.AddHostedService<Job>();", "void Add(IServiceCollection services) { }")]
    [InlineData("void Add(IServiceCollection services) => services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Job>());",
        "void Add(IServiceCollection services) { }")]
    [InlineData("void Add(IServiceCollection services) => services.AddSingleton(\"a\").AddHostedService<Job>();",
        "void Add(IServiceCollection services) => services.AddSingleton(\"a\");")]
    [InlineData("void Add(IServiceCollection services) { if (services.Count > 0) services.AddHostedService<Job>(); }",
        "void Add(IServiceCollection services) { if (services.Count > 0) { } }")]
    [InlineData("void Add(IServiceCollection services) { Local(); void Local() => services.AddHostedService<Job>(); }",
        "void Add(IServiceCollection services) { Local(); void Local() { } }")]
    [InlineData("Action<IServiceCollection> Add => services => services.AddHostedService<Job>();", "Action<IServiceCollection> Add => services => { };")]
    [InlineData("Func<IServiceCollection, object> Add => services => services.AddHostedService<Job>();",
        "Func<IServiceCollection, object> Add => services => services;")]
    [InlineData("IServiceCollection Add(IServiceCollection services) { return services.AddHostedService<Job>(); }",
        "IServiceCollection Add(IServiceCollection services) { return services; }")]
    [InlineData(
        "void Add(IServiceCollection services) { services.TryAddEnumerable([ServiceDescriptor.Singleton<IHostedService, Job>(), "
        + "ServiceDescriptor.Singleton<IHostedService, Other>()]); }",
        "void Add(IServiceCollection services) { services.TryAddEnumerable([ServiceDescriptor.Singleton<IHostedService, Other>()]); }")]
    public async Task Registration_as_a_value_leaves_the_collection(string member, string expected)
    {
        const string Setup = """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.DependencyInjection.Extensions;
            using Microsoft.Extensions.Hosting;

            public static class Setup
            {
                public static IHostedService? First(IEnumerable<IHostedService> all) => all.FirstOrDefault();
                public static void Try(IServiceCollection services) => services.TryAddSingleton("t");
                public static #MEMBER
            }

            public sealed class Other : IHostedService
            {
                public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """;
        await Project.With(Job, "Job.cs").And(Setup.Replace("#MEMBER", member, StringComparison.Ordinal), "Setup.cs").IsRefactored(
            Title, JobAsUnit + "\n// next file\n" + Setup.Replace("#MEMBER", expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forwarded_registration_leaves_a_comment_on_the_second_instance() =>
        await Project.With(Job, "Job.cs").And("""
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<Job>();
                    services.AddHostedService(provider => provider.GetRequiredService<Job>());
                }
            }
            """, "Setup.cs").IsRefactored(Title, JobAsUnit + "\n// next file\n" + """
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    // The worker has an instance of its own; the one that is registered here is another, whose hooks nothing calls.
                    services.AddSingleton<Job>();
                }
            }
            """);

    [Fact]
    public async Task Directives_around_a_registration_stay() =>
        await Project.With(Job, "Job.cs").And("""
            #define HERE
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
            #if THERE
                    services.AddSingleton("there");
            #endif
                    services.AddHostedService<Job>();
                    services.AddSingleton("a")
            #if HERE
                        .AddHostedService<Job>()
            #endif
                        .AddSingleton("b")
            #if THERE
                        .AddSingleton("c")
            #else
                        .AddSingleton("d")
            #endif
                        .AddHostedService<Job>();
            #if HERE
                    services.AddHostedService<Job>();
            #else
                    services.AddSingleton("e");
            #endif
                }
            }
            """, "Setup.cs").IsRefactored(Title, JobAsUnit + "\n// next file\n" + """
            #define HERE
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
            #if THERE
                    services.AddSingleton("there");
            #endif
                    services.AddSingleton("a")
            #if HERE
            #endif
                        .AddSingleton("b")
            #if THERE
                        .AddSingleton("c")
            #else
                        .AddSingleton("d")
            #endif
            ;
            #if HERE
            #else
                    services.AddSingleton("e");
            #endif
                }
            }
            """);
}
