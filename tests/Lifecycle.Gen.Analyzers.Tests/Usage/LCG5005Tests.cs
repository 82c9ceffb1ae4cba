using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5005Tests
{
    private const string Rule = RuleIds.HostedTwice;

    [Fact]
    public async Task A_unit_that_is_registered_with_the_host_is_reported() =>
        await Project.With(Setup("[|services.AddHostedService<Job>()|];")).Reports(
            Rule,
            "Job is a unit and is registered as a hosted service too: services.AddHostedService<Job>() makes the host start and stop it beside its worker. "
                + "Remove the registration, or the [Unit] of Job.");

    [Theory]
    [InlineData("[|services.AddHostedService(provider => new Job())|];")]
    [InlineData("[|services.AddHostedService(static provider => { return new Job(); })|];")]
    [InlineData("[|services.AddHostedService(provider => provider.GetRequiredService<Job>())|];")]
    [InlineData("[|services.AddSingleton<IHostedService, Job>()|];")]
    [InlineData("[|services.AddSingleton<IHostedService>(provider => new Job())|];")]
    [InlineData("[|services.AddSingleton<IHostedService>(job)|];")]
    [InlineData("[|services.AddSingleton(typeof(IHostedService), typeof(Job))|];")]
    [InlineData("[|services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, Job>())|];")]
    [InlineData("services.TryAddEnumerable([[|ServiceDescriptor.Singleton<IHostedService, Job>()|], ServiceDescriptor.Singleton<IHostedService, Plain>()]);")]
    [InlineData("[|services.Add(new ServiceDescriptor(typeof(IHostedService), typeof(Job), ServiceLifetime.Singleton))|];")]
    [InlineData("[|services.AddSingleton(\"a\").AddHostedService<Job>()|].AddSingleton(\"b\");")]
    public async Task Whichever_way_it_is_registered(string registration) => await Project.With(Setup(registration)).Reports(Rule);

    [Theory]
    [InlineData("services.AddHostedService<Plain>();")]
    [InlineData("services.AddSingleton<Job>();")]
    [InlineData("services.AddHostedService<Apart>();")]
    [InlineData("services.AddSingleton<IHostedService, Plain>();")]
    public async Task What_is_no_unit_of_a_worker_or_no_hosted_service_is_not(string registration) => await Project.With(Setup(registration)).IsQuiet();

    [Theory]
    [InlineData("[|services.AddHostedService<Job>()|];", "")]
    [InlineData("[|services.AddHostedService(provider => new Job())|];", "")]
    [InlineData("[|services.AddSingleton(\"a\").AddHostedService<Job>()|].AddSingleton(\"b\");", "services.AddSingleton(\"a\").AddSingleton(\"b\");")]
    public async Task Fix_removes_the_registration(string registration, string expected) =>
        await Project.With(Setup(registration)).IsFixed(Rule, Setup(expected));

    private static string Setup(string registration) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using Microsoft.Extensions.Hosting;

        [Unit]
        public sealed partial class Job : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }

        [Unit(AutoInclude = false)]
        public sealed partial class Apart : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }

        public sealed class Plain : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services, Job job)
            {{{(registration.Length == 0 ? "" : "\n        " + registration)}}
            }
        }
        """;
}
