namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Details of hosted services that have to survive the conversion, or that behave otherwise in a unit.</summary>
public sealed class HostedServiceDetailsTests
{
    private const string Title = HostedSources.Title;

    [Fact]
    public async Task Names_that_a_using_directive_would_make_ambiguous_keep_their_meaning() =>
        await Project.WithoutUsing("""
            using Microsoft.Extensions.Hosting;
            using Platform;

            namespace Platform
            {
                public enum HealthStatus { Healthy }
            }

            namespace App
            {
                public sealed class [|Probe|] : BackgroundService
                {
                    public HealthStatus Last { get; private set; }

                    protected override Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        Last = HealthStatus.Healthy;
                        return Task.Delay(-1, stoppingToken);
                    }
                }
            }
            """).IsRefactored(Title, """
            using Platform;

            namespace Platform
            {
                public enum HealthStatus { Healthy }
            }

            namespace App
            {
                [Lifecycle.Unit]
                public sealed partial class Probe
                {
                    public HealthStatus Last { get; private set; }

                    [Lifecycle.Background]
                    private Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        Last = HealthStatus.Healthy;
                        return Task.Delay(-1, stoppingToken);
                    }
                }
            }
            """);

    [Fact]
    public async Task Without_such_names_the_attributes_are_short() =>
        await Project.WithoutUsing("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Probe|] : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).IsRefactored(Title, """
            using Lifecycle;

            [Unit]
            public sealed partial class Probe
            {
                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """);

    [Fact]
    public async Task In_a_namespace_whose_name_hides_ours() =>
        await Project.WithoutUsing("""
            namespace Shop.Lifecycle;

            public sealed class [|Probe|] : Microsoft.Extensions.Hosting.BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).IsRefactored(Title, """
            using Lifecycle;

            namespace Shop.Lifecycle;

            [Unit]
            public sealed partial class Probe
            {
                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Tabs_and_line_ends_stay(string endOfLine)
    {
        const string Before = """
            using Microsoft.Extensions.Hosting;

            namespace App
            {
            	public sealed class [|Job|] : BackgroundService
            	{
            		public override async Task StartAsync(CancellationToken cancellationToken)
            		{
            			await base.StartAsync(cancellationToken);
            		}

            		protected override Task ExecuteAsync(CancellationToken stoppingToken)
            		{
            			return Task.Delay(-1, stoppingToken);
            		}
            	}
            }
            """;
        const string After = """
            using Lifecycle;

            namespace App
            {
            	[Unit]
            	public sealed partial class Job
            	{
            		[OnStartup]
            		private Task StartAsync(CancellationToken cancellationToken)
            		{
            			return Task.CompletedTask;
            		}

            		[Background]
            		private Task ExecuteAsync(CancellationToken stoppingToken)
            		{
            			return Task.Delay(-1, stoppingToken);
            		}
            	}
            }
            """;
        await Project.WithoutUsing(Before.ReplaceLineEndings(endOfLine)).IsRefactored(Title, After.ReplaceLineEndings(endOfLine));
    }

    [Fact]
    public async Task A_guard_before_the_start_of_the_loop_leaves_a_comment() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|](bool isOn) : BackgroundService
            {
                public override Task StartAsync(CancellationToken cancellationToken)
                {
                    if (!isOn)
                        return Task.CompletedTask;
                    return base.StartAsync(cancellationToken);
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Job(bool isOn)
            {
                // The [Background] hook runs also where this one ends early; a condition for both belongs into [Unit(EnabledBy = …)].
                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken)
                {
                    if (!isOn)
                        return Task.CompletedTask;
                    return Task.CompletedTask;
                }

                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """);

    [Fact]
    public async Task Code_after_the_start_of_the_loop_leaves_a_comment() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|] : BackgroundService
            {
                private readonly TaskCompletionSource _begun = new();

                public override async Task StartAsync(CancellationToken cancellationToken)
                {
                    await base.StartAsync(cancellationToken);
                    await _begun.Task.WaitAsync(cancellationToken);
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    _begun.SetResult();
                    return Task.Delay(-1, stoppingToken);
                }
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Job
            {
                private readonly TaskCompletionSource _begun = new();

                // The [Background] hook begins when this one has ended; what must happen after that belongs into an [OnReady] hook.
                [OnStartup]
                private async Task StartAsync(CancellationToken cancellationToken)
                {
                    await _begun.Task.WaitAsync(cancellationToken);
                }

                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    _begun.SetResult();
                    return Task.Delay(-1, stoppingToken);
                }
            }
            """);

    [Fact]
    public async Task Code_on_both_sides_of_the_end_of_the_loop_leaves_a_comment() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|](TextWriter log) : BackgroundService
            {
                public override async Task StopAsync(CancellationToken cancellationToken)
                {
                    await log.WriteLineAsync("before");
                    await base.StopAsync(cancellationToken);
                    await log.WriteLineAsync("after");
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Job(TextWriter log)
            {
                // The [Background] hook has ended before this one runs; what must happen before that belongs into an [OnDrain] hook.
                [OnShutdown]
                private async Task StopAsync(CancellationToken cancellationToken)
                {
                    await log.WriteLineAsync("before");
                    await log.WriteLineAsync("after");
                }

                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """);

    [Fact]
    public async Task Dispose_that_stops_leaves_a_comment() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|] : IHostedService, IAsyncDisposable
            {
                public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                public async ValueTask DisposeAsync() => await StopAsync(default);
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Job : IAsyncDisposable
            {
                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                // The worker calls StopAsync before it disposes the unit; the call here is a second one.
                public async ValueTask DisposeAsync() => await StopAsync(default);
            }
            """);

    [Fact]
    public async Task Directives_in_methods_stay() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Job|](TextWriter log) : BackgroundService
            {
                public override async Task StartAsync(CancellationToken cancellationToken)
                {
                    await log.WriteLineAsync("a");
            #if THERE
                    await log.WriteLineAsync("b");
            #endif
                    await base.StartAsync(cancellationToken);
                }

                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Job(TextWriter log)
            {
                [OnStartup]
                private async Task StartAsync(CancellationToken cancellationToken)
                {
                    await log.WriteLineAsync("a");
            #if THERE
                    await log.WriteLineAsync("b");
            #endif
                }

                [Background]
                private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """);

    [Fact]
    public async Task Not_where_directives_are_in_the_base_list() =>
        Assert.DoesNotContain(Title, await Project.With("""
            public sealed class [|Job|] : Microsoft.Extensions.Hosting.BackgroundService
            #if THERE
                , IDisposable
            #endif
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
            }
            """).RefactoringsAsync());
}
