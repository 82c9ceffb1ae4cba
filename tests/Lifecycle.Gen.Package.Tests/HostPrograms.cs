namespace Lifecycle.Package.Tests;

/// <summary>Two programs with the same scenarios, one on the Generic Host and one on the package; the first argument says which scenario runs.</summary>
internal static class HostPrograms
{
    public const string GenericHost = """
        using System.Runtime.InteropServices;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var services = builder.Services;
        services.AddSingleton<Store>();
        switch (args[0])
        {
            case "order":
                services.AddHostedService<Api>().AddHostedService(provider => provider.GetRequiredService<Store>()).AddHostedService<Stop>();
                break;
            case "concurrent":
                services.Configure<HostOptions>(host => host.ServicesStartConcurrently = host.ServicesStopConcurrently = true);
                services.AddHostedService(provider => provider.GetRequiredService<Store>()).AddHostedService<Api>().AddHostedService<Stop>();
                break;
            case "fails":
                services.AddHostedService(provider => provider.GetRequiredService<Store>()).AddHostedService<Fails>();
                break;
            case "background":
                services.AddHostedService<Loop>();
                break;
            case "background-during-start":
                services.AddHostedService<Loop>().AddHostedService<Slow>();
                break;
            case "second-signal":
                services.AddHostedService<Signals>();
                break;
            case "missing":
                services.AddHostedService<NeedsMore>();
                break;
        }

        using var host = builder.Build();
        await host.RunAsync();
        Console.WriteLine("returned");

        class Store : IHostedService
        {
            public async Task StartAsync(CancellationToken token)
            {
                await Task.Delay(100, token);
                Console.WriteLine("Store is up");
            }

            public Task StopAsync(CancellationToken token)
            {
                Console.WriteLine("Store is down");
                return Task.CompletedTask;
            }
        }

        class Api(Store store) : IHostedService
        {
            public Task StartAsync(CancellationToken token)
            {
                Console.WriteLine($"Api is up, with {store}");
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }

        class Stop(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Delay(500, stoppingToken);
                lifetime.StopApplication();
            }
        }

        class Fails : IHostedService
        {
            public Task StartAsync(CancellationToken token) => throw new InvalidOperationException("port 80 in use");

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }

        class Loop : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Delay(100, stoppingToken);
                throw new InvalidOperationException("the queue is gone");
            }
        }

        class Slow : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.Delay(10_000, token);

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }

        class NeedsMore(Uri address) : IHostedService
        {
            public Task StartAsync(CancellationToken token) => Task.FromResult(address);

            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }

        partial class Signals : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(500, stoppingToken).ContinueWith(_ => Raise(2));

            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                Raise(2);
                await Task.Delay(500, CancellationToken.None);
                Console.WriteLine("stopped in order");
            }

            static void Raise(int signal) => kill(Environment.ProcessId, signal);

            [DllImport("libc")]
            static extern int kill(int process, int signal);
        }
        """;

    public const string Ours = """
        using System.Runtime.InteropServices;
        using Lifecycle;

        return args[0] switch
        {
            "order" => await Order.RunAsync(),
            "fails" => await Failing.RunAsync(),
            "background" => await Looping.RunAsync(),
            "background-during-start" => await LoopingDuringStart.RunAsync(),
            _ => await Signalled.RunAsync(),
        };

        [Unit]
        public sealed partial class Api(Store store)
        {
            [OnStartup] private void Start() => Console.WriteLine($"Api is up, with {store}");
            [OnReady] private void Stop(IWorkerContext worker) => worker.RequestStop();
            [OnShutdown] private void End() => Console.WriteLine("Api is down");
        }

        [Unit]
        public sealed partial class Store
        {
            [OnStartup] private async Task StartAsync(CancellationToken token)
            {
                await Task.Delay(100, token);
                Console.WriteLine("Store is up");
            }

            [OnShutdown] private void End() => Console.WriteLine("Store is down");
        }

        [Unit] public sealed partial class Other { [OnStartup] private void Start() => Console.WriteLine("Other is up"); }

        [Unit]
        public sealed partial class Fails(Store store)
        {
            [OnStartup] private void Start() => throw new InvalidOperationException($"port 80 in use, {store}");
        }

        [Unit]
        public sealed partial class Loop
        {
            [Background]
            private async Task RunAsync(CancellationToken stopping)
            {
                await Task.Delay(100, stopping);
                throw new InvalidOperationException("the queue is gone");
            }
        }

        [Unit] public sealed partial class Slow { [OnStartup] private Task StartAsync(CancellationToken token) => Task.Delay(10_000, token); }

        [Unit]
        public sealed partial class Signals
        {
            [OnReady] private void First() => Raise(2);

            // One wish may arrive as two signals, so the second one of a person comes later.
            [OnShutdown] private async Task SecondAsync(CancellationToken token)
            {
                await Task.Delay(3000, token);
                Raise(2);
                await Task.Delay(10_000, token);
                Console.WriteLine("stopped in order");
            }

            private static void Raise(int signal) => kill(Environment.ProcessId, signal);

            [DllImport("libc")]
            private static extern int kill(int process, int signal);
        }

        [Worker, Mixin<Api>, Mixin<Other>] public sealed partial class Order;
        [Worker, Mixin<Fails>] public sealed partial class Failing;
        [Worker, Mixin<Loop>] public sealed partial class Looping;
        [Worker, Mixin<Loop>, Mixin<Slow>] public sealed partial class LoopingDuringStart;
        [Worker, Mixin<Signals>] public sealed partial class Signalled;
        """;

    public const string MissingInput = """
        using Lifecycle;

        return await Worker.RunAsync();

        [Unit] public sealed partial class NeedsMore(Uri address) { [Run] private void Run() => Console.WriteLine(address); }
        """;
}
