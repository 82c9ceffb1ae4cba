namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Hosted services that derive from each other are turned into units together.</summary>
public sealed class HostedServiceFamilyTests
{
    private const string Title = HostedSources.Title;

    [Fact]
    public async Task A_generic_base_class_and_all_that_derive_from_it() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public abstract class Poller<T>(T source) : BackgroundService
            {
                protected T Source => source;

                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                        await PollAsync(stoppingToken);
                }

                protected abstract Task PollAsync(CancellationToken stoppingToken);
            }
            """, "Poller.cs").And("""
            public sealed class [|FilePoller|](string path) : Poller<string>(path)
            {
                public override Task StartAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);
                protected override Task PollAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }

            sealed class OtherPoller() : Poller<Uri>(new("http://localhost"))
            {
                protected override Task PollAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }
            """, "Pollers.cs").IsRefactored(Title, """
            public abstract class Poller<T>(T source)
            {
                protected T Source => source;

                [Background]
                protected async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                        await PollAsync(stoppingToken);
                }

                protected abstract Task PollAsync(CancellationToken stoppingToken);
            }
            // next file
            [Unit]
            public sealed partial class FilePoller(string path) : Poller<string>(path)
            {
                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                protected override Task PollAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }

            [Unit]
            sealed partial class OtherPoller() : Poller<Uri>(new("http://localhost"))
            {
                protected override Task PollAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }
            """);

    [Fact]
    public async Task An_own_hierarchy_keeps_its_overrides() =>
        await Project.With("""
            public class Reporter : Microsoft.Extensions.Hosting.IHostedService
            {
                public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }

            public sealed class [|MailReporter|] : Reporter
            {
                public override async Task StartAsync(CancellationToken cancellationToken)
                {
                    await base.StartAsync(cancellationToken);
                }
            }
            """).IsRefactored(Title, """
            [Unit]
            public partial class Reporter
            {
                [OnStartup]
                public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                [OnShutdown]
                protected Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }

            [Unit]
            public sealed partial class MailReporter : Reporter
            {
                [OnStartup]
                public override async Task StartAsync(CancellationToken cancellationToken)
                {
                    await base.StartAsync(cancellationToken);
                }
            }
            """);

    [Fact]
    public async Task Base_class_with_two_constructors_becomes_no_unit_itself() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public class Poller : BackgroundService
            {
                public Poller() : this(1) { }
                public Poller(int pause) => Pause = pause;

                protected int Pause { get; }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Pause, stoppingToken);
            }

            public sealed class [|FilePoller|] : Poller;
            public sealed class MailPoller() : Poller(5);
            """).IsRefactored(Title, """
            public class Poller
            {
                public Poller() : this(1) { }
                public Poller(int pause) => Pause = pause;

                protected int Pause { get; }

                [Background]
                protected Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Pause, stoppingToken);
            }

            [Unit]
            public sealed partial class FilePoller : Poller;
            [Unit]
            public sealed partial class MailPoller() : Poller(5);
            """);

    [Fact]
    public async Task Not_where_such_a_base_class_is_registered_itself() =>
        Assert.DoesNotContain(Title, await Project.With("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            public class Poller : BackgroundService
            {
                public Poller() { }
                public Poller(int pause) { }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(1, stoppingToken);
            }

            public sealed class [|FilePoller|] : Poller;

            public static class Setup
            {
                public static void Add(IServiceCollection services) => services.AddHostedService<Poller>();
            }
            """).RefactoringsAsync());
}
