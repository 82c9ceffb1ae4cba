namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Worker services as people write them, and what they become.</summary>
public sealed class HostedServiceToUnitTests
{
    private const string Title = HostedSources.Title;

    [Fact]
    public async Task A_loop_with_a_scope_for_each_turn() =>
        await Project.With("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using Microsoft.Extensions.Logging;

            namespace Mail;

            /// <summary>Sends what waits.</summary>
            public class [|Sender|] : BackgroundService
            {
                private readonly IServiceScopeFactory _scopes;
                private readonly ILogger<Sender> _logger;

                public Sender(IServiceScopeFactory scopes, ILogger<Sender> logger)
                {
                    _scopes = scopes;
                    _logger = logger;
                }

                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        using var scope = _scopes.CreateScope();
                        _logger.LogInformation("turn");
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """).IsRefactored(Title, """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Logging;

            namespace Mail;

            /// <summary>Sends what waits.</summary>
            [Unit]
            public partial class Sender
            {
                private readonly IServiceScopeFactory _scopes;
                private readonly ILogger<Sender> _logger;

                public Sender(IServiceScopeFactory scopes, ILogger<Sender> logger)
                {
                    _scopes = scopes;
                    _logger = logger;
                }

                [Background]
                private async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        using var scope = _scopes.CreateScope();
                        _logger.LogInformation("turn");
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """);

    [Fact]
    public async Task A_timer_with_several_interfaces_and_dispose() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public interface ICounter { int Count { get; } }

            internal sealed class [|Ticker|] : IHostedService, ICounter, IDisposable
            {
                private Timer? _timer;

                public int Count { get; private set; }

                public Task StartAsync(CancellationToken cancellationToken)
                {
                    _timer = new Timer(_ => Count++, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
                    return Task.CompletedTask;
                }

                public Task StopAsync(CancellationToken cancellationToken)
                {
                    _timer?.Change(Timeout.Infinite, 0);
                    return Task.CompletedTask;
                }

                public void Dispose() => _timer?.Dispose();
            }
            """).IsRefactored(Title, """
            public interface ICounter { int Count { get; } }

            [Unit]
            internal sealed partial class Ticker : ICounter, IDisposable
            {
                private Timer? _timer;

                public int Count { get; private set; }

                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken)
                {
                    _timer = new Timer(_ => Count++, null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
                    return Task.CompletedTask;
                }

                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken)
                {
                    _timer?.Change(Timeout.Infinite, 0);
                    return Task.CompletedTask;
                }

                public void Dispose() => _timer?.Dispose();
            }
            """);

    [Fact]
    public async Task A_queue_consumer_that_overrides_start_stop_and_dispose() =>
        await Project.With("""
            namespace Jobs
            {
                using System.Threading.Channels;
                using Microsoft.Extensions.Hosting;

                public sealed class [|Consumer|](Channel<string> queue, TextWriter log) : BackgroundService
                {
                    private readonly CancellationTokenSource _own = new();

                    public override async Task StartAsync(CancellationToken cancellationToken)
                    {
                        await log.WriteLineAsync("up");
                        await base.StartAsync(cancellationToken).ConfigureAwait(false);
                    }

                    public override async Task StopAsync(CancellationToken cancellationToken)
                    {
                        queue.Writer.TryComplete();
                        await base.StopAsync(cancellationToken);
                    }

                    // takes one after another
                    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        await foreach (var job in queue.Reader.ReadAllAsync(stoppingToken))
                            await log.WriteLineAsync(job);
                    }

                    public override void Dispose()
                    {
                        _own.Dispose();
                        base.Dispose();
                    }
                }
            }
            """).IsRefactored(Title, """
            namespace Jobs
            {
                using System.Threading.Channels;

                [Unit]
                public sealed partial class Consumer(Channel<string> queue, TextWriter log) : IDisposable
                {
                    private readonly CancellationTokenSource _own = new();

                    [OnStartup]
                    private async Task StartAsync(CancellationToken cancellationToken)
                    {
                        await log.WriteLineAsync("up");
                    }

                    [OnDrain]
                    private Task StopAsync(CancellationToken cancellationToken)
                    {
                        queue.Writer.TryComplete();
                        return Task.CompletedTask;
                    }

                    // takes one after another
                    [Background]
                    private async Task ExecuteAsync(CancellationToken stoppingToken)
                    {
                        await foreach (var job in queue.Reader.ReadAllAsync(stoppingToken))
                            await log.WriteLineAsync(job);
                    }

                    public void Dispose()
                    {
                        _own.Dispose();
                    }
                }
            }
            """);

    [Fact]
    public async Task An_http_listener_whose_interface_is_implemented_explicitly() =>
        await Project.With("""
            using System.Net;
            using Microsoft.Extensions.Hosting;

            public class [|Listener|](string prefix) : IHostedService
            {
                private readonly HttpListener _listener = new();

                Task IHostedService.StartAsync(CancellationToken cancellationToken)
                {
                    _listener.Prefixes.Add(prefix);
                    _listener.Start();
                    return Task.CompletedTask;
                }

                Task IHostedService.StopAsync(CancellationToken cancellationToken) { _listener.Stop(); return Task.CompletedTask; }
            }
            """).IsRefactored(Title, """
            using System.Net;

            [Unit]
            public partial class Listener(string prefix)
            {
                private readonly HttpListener _listener = new();

                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken)
                {
                    _listener.Prefixes.Add(prefix);
                    _listener.Start();
                    return Task.CompletedTask;
                }

                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken) { _listener.Stop(); return Task.CompletedTask; }
            }
            """);

    [Fact]
    public async Task All_six_methods_of_a_lifecycle_service_expression_bodied() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Probe|](TextWriter log) : IHostedLifecycleService
            {
                public Task StartingAsync(CancellationToken token) => log.WriteLineAsync("starting");
                public Task StartAsync(CancellationToken token) => log.WriteLineAsync("start");
                public Task StartedAsync(CancellationToken token) => log.WriteLineAsync("started");
                public Task StoppingAsync(CancellationToken token) => Task.CompletedTask;
                public Task StopAsync(CancellationToken token) => Task.CompletedTask;
                public Task StoppedAsync(CancellationToken token) => Task.CompletedTask;
            }
            """).IsRefactored(Title, """
            [Unit]
            public sealed partial class Probe(TextWriter log)
            {
                [PreStartup]
                private Task StartingAsync(CancellationToken token) => log.WriteLineAsync("starting");
                [OnStartup]
                private Task StartAsync(CancellationToken token) => log.WriteLineAsync("start");
                [OnReady]
                private Task StartedAsync(CancellationToken token) => log.WriteLineAsync("started");
                [OnDrain]
                private Task StoppingAsync(CancellationToken token) => Task.CompletedTask;
                [OnShutdown]
                private Task StopAsync(CancellationToken token) => Task.CompletedTask;
                [PostShutdown]
                private Task StoppedAsync(CancellationToken token) => Task.CompletedTask;
            }
            """);

    [Fact]
    public async Task One_that_stops_the_host_is_told_what_to_take_instead() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;

            public sealed class [|Once|](IHostApplicationLifetime lifetime) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await Task.Delay(1, stoppingToken);
                    lifetime.StopApplication();
                }
            }
            """).IsRefactored(Title, """
            using Microsoft.Extensions.Hosting;

            // IHostApplicationLifetime is an input of the worker now; an IWorkerContext is passed by it, and its RequestStop() stops it.
            [Unit]
            public sealed partial class Once(IHostApplicationLifetime lifetime)
            {
                [Background]
                private async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await Task.Delay(1, stoppingToken);
                    lifetime.StopApplication();
                }
            }
            """);

    [Theory]
    [InlineData("public sealed class [|Db|];")]
    [InlineData(
        """
        public interface IJob : Microsoft.Extensions.Hosting.IHostedService;
        public abstract class [|Job|] : IJob
        {
            public abstract Task StartAsync(CancellationToken t);
            public abstract Task StopAsync(CancellationToken t);
        }
        """)]
    [InlineData(
        """
        public sealed class [|Job|] : Microsoft.Extensions.Hosting.BackgroundService
        {
            public bool IsUp => ExecuteTask is not null;
            protected override Task ExecuteAsync(CancellationToken t) => Task.CompletedTask;
        }
        """)]
    [InlineData(
        """
        public sealed class [|Job|] : Microsoft.Extensions.Hosting.BackgroundService
        {
            public Job() { }
            public Job(int a) { }
            protected override Task ExecuteAsync(CancellationToken t) => Task.CompletedTask;
        }
        """)]
    public async Task Not_where_the_result_would_not_do(string source) => Assert.DoesNotContain(Title, await Project.With(source).RefactoringsAsync());
}
