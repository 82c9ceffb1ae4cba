namespace Lifecycle.Package.Tests;

/// <summary>
/// A program on the Generic Host: the first argument says what happens in it, the second whether plain hosted services, a worker or these
/// services as its units meet it, the third what makes the host.
/// </summary>
internal static class HostedPrograms
{
    public const string Situations = """
        #pragma warning disable LCG5005 // The same classes, once as hosted services and once as units, never in one host.
        using System.Runtime.InteropServices;
        using Lifecycle;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Hosting;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        IHostApplicationBuilder builder = args[2] switch
        {
            "default" => Host.CreateApplicationBuilder(),
            "empty" => Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings()),
            _ => WebApplication.CreateBuilder(),
        };
        builder.Logging.ClearProviders();
        var services = builder.Services;
        if (args[2] == "grpc")
            services.AddGrpc();
        if (args[1] == "worker")
        {
            switch (args[0])
            {
                case "fails": services.AddWorker<FailsServer>(); break;
                case "background": services.AddWorker<LoopServer>(); break;
                case "signal": services.AddWorker<SignalServer>(); break;
                case "signal-start": services.AddWorker<SlowServer>(); break;
                case "slow": services.AddWorker<WaitingServer>(); break;
                case "two": services.AddWorker<StoreServer>().AddWorker<OtherServer>(); break;
                default: services.AddWorker<TwiceServer>(); break;
            }

            services.AddHostedService<Web>();
        }
        else if (args[1] == "marked")
        {
            switch (args[0])
            {
                case "fails": services.AddWorker<MarkedFails>(); break;
                case "background": services.AddWorker<MarkedLoop>(); break;
                case "signal": services.AddWorker<MarkedSignal>(); break;
                case "signal-start": services.AddWorker<MarkedSlow>(); break;
                case "slow": services.AddWorker<MarkedWaiting>(); break;
                case "two": services.AddWorker<MarkedStore>().AddWorker<MarkedOther>(); break;
                default: services.AddWorker<MarkedTwice>(); break;
            }

            services.AddHostedService<Web>();
        }
        else
        {
            services.AddHostedService<PlainStore>();
            switch (args[0])
            {
                case "fails": services.AddHostedService<PlainFails>(); break;
                case "background": services.AddHostedService<PlainLoop>(); break;
                case "signal": services.AddHostedService<PlainSignal>(); break;
                case "signal-start": services.AddHostedService<PlainSlow>(); break;
                case "slow": services.AddHostedService<PlainWaiting>().AddHostedService<PlainSignal>(); break;
                case "two": services.AddHostedService<PlainOther>(); break;
                default: services.AddHostedService<PlainTwice>(); break;
            }

            services.AddHostedService<Web>();
        }

        if (builder is WebApplicationBuilder web)
        {
            web.WebHost.UseUrls("http://127.0.0.1:0");
            web.Build().Run();
        }
        else
        {
            ((HostApplicationBuilder)builder).Build().Run();
        }

        Console.WriteLine("returned");

        public static partial class Signals
        {
            public static void Terminate() => kill(Environment.ProcessId, 15);

            [DllImport("libc")]
            private static extern int kill(int process, int signal);
        }

        // Stands for what uses the others, such as Kestrel.
        public sealed class Web : IHostedService
        {
            public Task StartAsync(CancellationToken token)
            {
                Console.WriteLine("Web up");
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token)
            {
                Console.WriteLine("Web down");
                return Task.CompletedTask;
            }
        }

        [Unit]
        public sealed partial class PlainStore : IHostedService
        {
            public Task StartAsync(CancellationToken token)
            {
                Console.WriteLine("Store up");
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken token)
            {
                Console.WriteLine("Store down");
                return Task.CompletedTask;
            }
        }

        [Unit]
        public sealed partial class PlainOther(IHostApplicationLifetime lifetime) : BackgroundService
        {
            public override Task StartAsync(CancellationToken token)
            {
                Console.WriteLine("Other up");
                return base.StartAsync(token);
            }

            public override Task StopAsync(CancellationToken token)
            {
                Console.WriteLine("Other down");
                return base.StopAsync(token);
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Started.In(lifetime);
                Signals.Terminate();
            }
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainWaiting : Plain
        {
            public override async Task StartAsync(CancellationToken token)
            {
                await Task.Delay(300, token);
                Console.WriteLine("waited");
            }
        }

        public abstract class Plain : IHostedService
        {
            public virtual Task StartAsync(CancellationToken token) => Task.CompletedTask;

            public virtual Task StopAsync(CancellationToken token) => Task.CompletedTask;
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainFails : Plain
        {
            public override Task StartAsync(CancellationToken token) => throw new InvalidOperationException("port 80 in use");
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainSlow : Plain
        {
            public override async Task StartAsync(CancellationToken token)
            {
                Signals.Terminate();
                await Task.Delay(10_000, token);
                Console.WriteLine("waited");
            }
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainLoop(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Started.In(lifetime);
                throw new InvalidOperationException("the queue is gone");
            }
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainSignal(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Started.In(lifetime);
                Signals.Terminate();
            }
        }

        [Unit, DependsOn<PlainStore>]
        public sealed partial class PlainTwice(IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Started.In(lifetime);
                Signals.Terminate();
            }

            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                Signals.Terminate();
                await Task.Delay(500, CancellationToken.None);
                Console.WriteLine("flushed");
            }
        }

        public static class Started
        {
            public static Task In(IHostApplicationLifetime lifetime)
            {
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                lifetime.ApplicationStarted.Register(started.SetResult);
                return started.Task;
            }
        }

        [Unit]
        public sealed partial class Store
        {
            [OnStartup] private void Open() => Console.WriteLine("Store up");

            [OnShutdown] private void Close() => Console.WriteLine("Store down");
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Fails
        {
            [OnStartup] private void Open() => throw new InvalidOperationException("port 80 in use");
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Loop(IHostApplicationLifetime lifetime)
        {
            [Background]
            private async Task ConsumeAsync(CancellationToken stopping)
            {
                await Started.In(lifetime).WaitAsync(stopping);
                throw new InvalidOperationException("the queue is gone");
            }
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Signal(IHostApplicationLifetime lifetime)
        {
            [Background]
            private async Task RaiseAsync(CancellationToken stopping)
            {
                await Started.In(lifetime).WaitAsync(stopping);
                Signals.Terminate();
            }
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Slow
        {
            [OnStartup]
            private async Task OpenAsync(CancellationToken token)
            {
                Signals.Terminate();
                await Task.Delay(10_000, token);
                Console.WriteLine("waited");
            }
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Twice(IHostApplicationLifetime lifetime)
        {
            [Background]
            private async Task RaiseAsync(CancellationToken stopping)
            {
                await Started.In(lifetime).WaitAsync(stopping);
                Signals.Terminate();
            }

            [OnShutdown]
            private async Task CloseAsync(CancellationToken token)
            {
                Signals.Terminate();
                await Task.Delay(500, token);
                Console.WriteLine("flushed");
            }
        }

        [Unit, DependsOn<Store>]
        public sealed partial class Waiting
        {
            [OnStartup]
            private async Task OpenAsync(CancellationToken token)
            {
                await Task.Delay(300, token);
                Console.WriteLine("waited");
            }
        }

        [Unit]
        public sealed partial class Other(IHostApplicationLifetime lifetime)
        {
            [OnStartup] private void Open() => Console.WriteLine("Other up");

            [Background]
            private async Task RaiseAsync(CancellationToken stopping)
            {
                await Started.In(lifetime).WaitAsync(stopping);
                Signals.Terminate();
            }

            [OnShutdown] private void Close() => Console.WriteLine("Other down");
        }

        [Worker, Mixin<PlainStore>] public sealed partial class MarkedStore;
        [Worker, Mixin<PlainOther>] public sealed partial class MarkedOther;
        [Worker, Mixin<PlainWaiting>, Mixin<PlainSignal>] public sealed partial class MarkedWaiting;
        [Worker, Mixin<PlainFails>] public sealed partial class MarkedFails;
        [Worker, Mixin<PlainLoop>] public sealed partial class MarkedLoop;
        [Worker, Mixin<PlainSignal>] public sealed partial class MarkedSignal;
        [Worker, Mixin<PlainSlow>] public sealed partial class MarkedSlow;
        [Worker, Mixin<PlainTwice>] public sealed partial class MarkedTwice;
        [Worker, Mixin<Store>] public sealed partial class StoreServer;
        [Worker, Mixin<Other>] public sealed partial class OtherServer;
        [Worker, Mixin<Waiting>, Mixin<Signal>] public sealed partial class WaitingServer;
        [Worker, Mixin<Fails>] public sealed partial class FailsServer;
        [Worker, Mixin<Loop>] public sealed partial class LoopServer;
        [Worker, Mixin<Signal>] public sealed partial class SignalServer;
        [Worker, Mixin<Slow>] public sealed partial class SlowServer;
        [Worker, Mixin<Twice>] public sealed partial class TwiceServer;
        """;
}
