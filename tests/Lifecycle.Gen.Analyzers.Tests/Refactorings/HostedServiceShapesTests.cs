namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>Shapes of hosted services in public code, each written anew: the conversion is offered, and its result compiles without an error of ours.</summary>
public sealed class HostedServiceShapesTests
{
    private const string Usings = """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    public static TheoryData<string> Shapes =>
    [
        """
        public interface IQueue { void Add(string item); }

        internal class [|Sender|] : BackgroundService, IQueue
        {
            private readonly List<string> _items = [];

            public void Add(string item) => _items.Add(item);

            protected override async Task ExecuteAsync(CancellationToken _)
            {
                while (!_.IsCancellationRequested)
                    await Task.Delay(10, _);
            }
        }

        internal static class Setup
        {
            public static IServiceCollection AddSender(this IServiceCollection services)
            {
                services.AddSingleton<Sender>();
                services.AddSingleton<IQueue>(provider => provider.GetRequiredService<Sender>());
                return services.AddHostedService(provider => provider.GetRequiredService<Sender>());
            }
        }
        """,
        """
        public sealed class [|Flush|](TextWriter log) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(() => Loop(stoppingToken), stoppingToken);

            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                try
                {
                    await base.StopAsync(cancellationToken);
                }
                finally
                {
                    await log.FlushAsync(cancellationToken);
                }
            }

            public override void Dispose()
            {
                base.Dispose();
                GC.SuppressFinalize(this);
            }

            private static void Loop(CancellationToken token) => token.WaitHandle.WaitOne();
        }
        """,
        """
        /// <summary>A <see cref="BackgroundService"/> that waits.</summary>
        [System.Diagnostics.CodeAnalysis.SuppressMessage("A", "B")]
        public class [|Waiter|] : BackgroundService
        {
            #region Start
            [System.ComponentModel.Description("for tests")]
            public override Task StartAsync(CancellationToken cancellationToken)
            {
                var started = base.StartAsync(cancellationToken);
                return started;
            }
            #endregion

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
                {
                }
            }
        }
        """,
        """
        public abstract class Scoped(IServiceScopeFactory scopes, ILogger logger) : BackgroundService
        {
            protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    using var scope = scopes.CreateScope();
                    logger.LogInformation("turn");
                    await WorkAsync(scope.ServiceProvider, stoppingToken);
                }
            }

            protected abstract Task WorkAsync(IServiceProvider services, CancellationToken stoppingToken);
        }

        public class [|Cleanup|](IServiceScopeFactory scopes, ILogger<Cleanup> logger) : Scoped(scopes, logger)
        {
            protected override Task WorkAsync(IServiceProvider services, CancellationToken stoppingToken) => Task.CompletedTask;
        }

        public class Import(IServiceScopeFactory scopes, ILogger<Import> logger) : Scoped(scopes, logger)
        {
            protected override Task WorkAsync(IServiceProvider services, CancellationToken stoppingToken) => Task.CompletedTask;
        }

        public static class Setup
        {
            public static IHostBuilder Use(IHostBuilder builder) => builder
                .ConfigureServices((_, services) => services.AddHostedService<Cleanup>())
                .ConfigureServices(services => { services.AddHostedService<Import>(); services.AddSingleton("a"); });
        }
        """,
        """
        public class [|Own|] : IHostedService, IDisposable
        {
            private readonly CancellationTokenSource _stopping = new();
            private Task? _running;

            public virtual Task StartAsync(CancellationToken cancellationToken)
            {
                _running = RunAsync(_stopping.Token);
                return _running.IsCompleted ? _running : Task.CompletedTask;
            }

            public virtual async Task StopAsync(CancellationToken cancellationToken)
            {
                if (_running is null)
                    return;
                await _stopping.CancelAsync();
                await Task.WhenAny(_running, Task.Delay(Timeout.Infinite, cancellationToken));
            }

            public void Dispose() => _stopping.Dispose();

            private static Task RunAsync(CancellationToken token) => Task.Delay(-1, token);
        }

        public static class Setup
        {
            public static void Add(IServiceCollection services, bool isOn)
            {
                services = isOn ? services.AddHostedService<Own>() : services;
                if (isOn)
                    services.AddHostedService<Own>();
                else
                    services.AddSingleton("off");
                switch (services.Count)
                {
                    case 0:
                        services.AddHostedService<Own>();
                        break;
                    default:
                        services.TryAddSingleton("b");
                        break;
                }
            }
        }
        """,
        """
        namespace App.Jobs
        {
            public static partial class Jobs
            {
                private sealed class [|Nightly|] : IHostedLifecycleService
                {
                    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                }

                public static void Add(IServiceCollection services) => services.AddHostedService<Nightly>();
            }
        }
        """,
        """
        public sealed class [|Consumer|] : BackgroundService
        {
            private readonly System.Threading.Channels.Channel<int> _queue = System.Threading.Channels.Channel.CreateUnbounded<int>();

            public override Task StopAsync(CancellationToken cancellationToken)
            {
                _queue.Writer.Complete();
                return base.StopAsync(cancellationToken);
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await foreach (var item in _queue.Reader.ReadAllAsync(stoppingToken))
                    Console.WriteLine(item);
            }
        }

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                var builder = Host.CreateApplicationBuilder(args);
                builder.Services.AddHostedService<Consumer>();
                await builder.Build().RunAsync();
            }
        }
        """,
        """
        public class [|Watcher|] : IHostedService
        {
            private FileSystemWatcher? _watcher;

            public Task StartAsync(CancellationToken cancellationToken)
            {
                _watcher = new FileSystemWatcher(".");
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                _watcher?.Dispose();
                return Task.CompletedTask;
            }
        }

        public class LoudWatcher : Watcher
        {
            public new Task StartAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);
        }
        """,
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task It_is_offered_and_compiles(string shape) =>
        await Project.With(Usings + shape).CompilesRefactored(HostedSources.Title);
}
