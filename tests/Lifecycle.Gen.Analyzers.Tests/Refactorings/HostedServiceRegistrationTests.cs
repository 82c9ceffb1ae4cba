namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Registrations of a hosted service go when it becomes a unit, and what is around them stays.</summary>
public sealed class HostedServiceRegistrationTests
{
    private const string Title = HostedSources.Title;

    [Fact]
    public async Task Its_registration_goes_and_the_rest_of_the_chain_stays() =>
        await Project.With("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|] : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddHostedService<Job>();
                    services.AddSingleton<IHostedService, Job>();
                    services.AddSingleton("a").AddHostedService<Job>().AddSingleton("b");
                }
            }
            """).IsRefactored(Title, """
            using Microsoft.Extensions.DependencyInjection;

            [Unit]
            public sealed partial class Job
            {
                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton("a").AddSingleton("b");
                }
            }
            """);

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
        await Project.With(HostedSources.Job, "Job.cs").And(Setup.Replace("#STATEMENT", registration, StringComparison.Ordinal), "Setup.cs").IsRefactored(
            Title,
            HostedSources.JobAsUnit + "\n// next file\n" + Setup.Replace("        #STATEMENT\n", "", StringComparison.Ordinal)
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
        await Project.With(HostedSources.Job, "Job.cs").And(Setup.Replace("#MEMBER", member, StringComparison.Ordinal), "Setup.cs").IsRefactored(
            Title, HostedSources.JobAsUnit + "\n// next file\n" + Setup.Replace("#MEMBER", expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forwarded_registration_leaves_a_comment_on_the_second_instance() =>
        await Project.With(HostedSources.Job, "Job.cs").And("""
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup
            {
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<Job>();
                    services.AddHostedService(provider => provider.GetRequiredService<Job>());
                }
            }
            """, "Setup.cs").IsRefactored(Title, HostedSources.JobAsUnit + "\n// next file\n" + """
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
        await Project.With(HostedSources.Job, "Job.cs").And("""
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
            """, "Setup.cs").IsRefactored(Title, HostedSources.JobAsUnit + "\n// next file\n" + """
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
