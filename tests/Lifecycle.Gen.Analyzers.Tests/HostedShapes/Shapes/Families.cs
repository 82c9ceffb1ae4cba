using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Shapes.Families
{
    public abstract class Periodic(TimeSpan period, ILogger logger) : BackgroundService
    {
        protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var timer = new PeriodicTimer(period);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                logger.LogDebug("turn");
                await TurnAsync(stoppingToken);
            }
        }

        protected abstract Task TurnAsync(CancellationToken stoppingToken);
    }

    public class Imports(ILogger<Imports> logger) : Periodic(TimeSpan.FromMinutes(1), logger)
    {
        protected override Task TurnAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }

    public sealed class Exports(ILogger<Exports> logger) : Periodic(TimeSpan.FromMinutes(2), logger)
    {
        protected override async Task TurnAsync(CancellationToken stoppingToken) => await Task.Delay(1, stoppingToken);
    }

    public sealed class Archive : Periodic
    {
        public Archive(ILoggerFactory loggers)
            : base(TimeSpan.FromHours(1), loggers.CreateLogger<Archive>())
        {
        }

        protected override Task TurnAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }

    public abstract class Consumer<T> : BackgroundService
    {
        private readonly ILogger _logger;

        protected Consumer(ILogger logger) => _logger = logger;

        protected abstract IAsyncEnumerable<T> ReadAsync(CancellationToken stoppingToken);

        protected abstract Task HandleAsync(T message, CancellationToken stoppingToken);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await foreach (var message in ReadAsync(stoppingToken).WithCancellation(stoppingToken))
            {
                _logger.LogDebug("{Message}", message);
                await HandleAsync(message, stoppingToken);
            }
        }
    }

    public sealed class Orders : Consumer<string>
    {
        public Orders(ILogger<Orders> logger) : base(logger) { }

        protected override async IAsyncEnumerable<string> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stoppingToken)
        {
            await Task.Delay(1, stoppingToken);
            yield return "order";
        }

        protected override Task HandleAsync(string message, CancellationToken stoppingToken) => Task.CompletedTask;
    }

    public sealed class Payments : Consumer<int>
    {
        public Payments(ILogger<Payments> logger) : base(logger) { }

        protected override async IAsyncEnumerable<int> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stoppingToken)
        {
            await Task.Delay(1, stoppingToken);
            yield return 1;
        }

        protected override Task HandleAsync(int message, CancellationToken stoppingToken) => Task.CompletedTask;
    }

    public abstract class Connection : IHostedService
    {
        private bool _isOpen;

        public virtual async Task StartAsync(CancellationToken cancellationToken)
        {
            await OpenAsync(cancellationToken);
            _isOpen = true;
        }

        public virtual async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_isOpen)
                await CloseAsync();
        }

        protected abstract Task OpenAsync(CancellationToken cancellationToken);

        protected virtual Task CloseAsync() => Task.CompletedTask;
    }

    public class Database : Connection
    {
        protected override Task OpenAsync(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);
    }

    public class Broker : Connection
    {
        public int Sent { get; private set; }

        protected override Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        protected override Task CloseAsync()
        {
            Sent = 0;
            return Task.CompletedTask;
        }
    }

    public class Primary : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!stoppingToken.IsCancellationRequested)
                await StepAsync(stoppingToken);
        }

        protected virtual Task StepAsync(CancellationToken stoppingToken) => Task.Delay(50, stoppingToken);
    }

    public class Secondary : Primary
    {
        protected override Task StepAsync(CancellationToken stoppingToken) => Task.Delay(70, stoppingToken);
    }

    public static partial class Modules
    {
        internal sealed class Inner(ILogger<Inner> logger) : IHostedService
        {
            public Task StartAsync(CancellationToken cancellationToken)
            {
                logger.LogInformation("inner");
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }

        public static IHostBuilder UseInner(this IHostBuilder builder) => builder.ConfigureServices(services => services.AddHostedService<Inner>());
    }

    public class Holder
    {
        public sealed class Nested : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }
    }

    internal static class FamilySetup
    {
        public static void Add(IServiceCollection services)
        {
            services.AddHostedService<Imports>();
            services.AddHostedService<Exports>();
            services.AddHostedService<Orders>();
            services.AddHostedService<Payments>();
            services.AddHostedService<Database>();
            services.AddHostedService<Secondary>();
        }
    }
}
