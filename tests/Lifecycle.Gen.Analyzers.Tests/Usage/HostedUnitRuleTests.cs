using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>
/// Units that are hosted services as they are: rules take the methods of the host's contracts for hooks, and nothing about them is a mistake.
/// </summary>
public sealed class HostedUnitRuleTests
{
    [Theory]
    [InlineData(
        """
        [Unit]
        public partial class Job : BackgroundService
        {
            private Timer? _timer;
            public override async Task StartAsync(CancellationToken cancellationToken)
            {
                await base.StartAsync(cancellationToken);
                _timer = new Timer(_ => Console.WriteLine("tick"), null, 1000, 1000);
            }
            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                await base.StopAsync(cancellationToken);
                if (_timer is not null)
                    await _timer.DisposeAsync();
            }
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                    await Task.Delay(1000, stoppingToken);
            }
        }
        [Unit]
        public sealed partial class Special : Job
        {
            public override Task StartAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);
        }
        """)]
    [InlineData(
        """
        [Unit]
        public sealed partial class Job : IHostedService, IDisposable
        {
            private CancellationTokenSource? _stopping;
            private Task? _loop;
            public Task StartAsync(CancellationToken cancellationToken)
            {
                _stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                _loop = LoopAsync(_stopping.Token);
                return Task.CompletedTask;
            }
            public async Task StopAsync(CancellationToken cancellationToken)
            {
                _stopping?.Cancel();
                if (_loop is not null)
                    await Task.WhenAny(_loop, Task.Delay(-1, cancellationToken));
            }
            public void Dispose() => _stopping?.Dispose();
            private static async Task LoopAsync(CancellationToken token)
            {
                while (!token.IsCancellationRequested)
                    await Task.Delay(1000, token);
            }
        }
        """)]
    [InlineData(
        """
        [Unit]
        public sealed partial class Job : IHostedLifecycleService
        {
            Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """)]
    [InlineData(
        """
        [Unit]
        public sealed partial class Job : BackgroundService
        {
            private volatile bool _isEnding;
            public override Task StopAsync(CancellationToken cancellationToken)
            {
                _isEnding = true;
                return base.StopAsync(cancellationToken);
            }
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!_isEnding)
                    await Task.Delay(100, stoppingToken);
            }
        }
        """)]
    public async Task As_services_have_it_nothing_is_reported(string unit) => await Project.With("using Microsoft.Extensions.Hosting;\n" + unit).IsQuiet();

    [Fact]
    public async Task A_wait_that_blocks_in_StartAsync_is_one_of_a_hook() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;
            [Unit]
            public sealed partial class Job : IHostedService
            {
                public Task StartAsync(CancellationToken cancellationToken)
                {
                    [|Thread.Sleep(1000)|];
                    return Task.CompletedTask;
                }
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """).Reports(RuleIds.BlockingWait);

    [Fact]
    public async Task A_start_by_hand_is_one_too_many() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;
            [Unit]
            public sealed partial class Job : IHostedService
            {
                public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            [Unit]
            public sealed partial class Starter(Job job)
            {
                [OnStartup] private Task GoAsync(CancellationToken token) => [|job.StartAsync(token)|];
            }
            """).Reports(RuleIds.HookCalledByHand);

    [Fact]
    public async Task Where_a_method_is_marked_another_one_is_left_to_the_contract_that_asks_for_it() =>
        await Project.With("""
            using Microsoft.Extensions.Hosting;
            [Unit]
            public sealed partial class Job : IHostedService
            {
                [OnStartup] public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
                public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """).IsQuiet();
}
