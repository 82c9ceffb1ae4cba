namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>What becomes of a program whose only hosted service is turned into a unit: it runs a worker in place of the host.</summary>
public sealed class HostedServiceProgramTests
{
    private const string Title = HostedSources.Title;

    private const string Loggers = "new WorkerOptions { LoggerFactory = host.Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>() }";

    [Fact]
    public async Task A_main_returns_the_exit_code() => await Program(
        """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        namespace Shop;

        internal static class Program
        {
            public static void Main(string[] args)
            {
                var builder = Host.CreateApplicationBuilder(args);
                builder.Services.AddHostedService<Job>();
                // The program.
                builder.Build().Run();
            }
        }
        """).IsRefactored(Title, Result(
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        namespace Shop;

        internal static class Program
        {
            public static async Task<int> Main(string[] args)
            {
                var builder = Host.CreateApplicationBuilder(args);
                // The program.
                using var host = builder.Build();
                return await App.RunAsync(options: {{Loggers}});
            }
        }

        [Worker]
        internal sealed partial class App;

        """));

    [Fact]
    public async Task A_main_of_one_expression_gets_a_body() => await Program(
        """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        namespace Shop
        {
            internal class Program
            {
                static Task Main(string[] args) => CreateHostBuilder(args).Build().RunAsync();

                private static IHostBuilder CreateHostBuilder(string[] args) =>
                    Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => services.AddHostedService<Job>());
            }
        }
        """).IsRefactored(Title, Result(
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        namespace Shop
        {
            internal class Program
            {
                static async Task<int> Main(string[] args)
                {
                    using var host = CreateHostBuilder(args).Build();
                    return await App.RunAsync(options: {{Loggers}});
                }

                private static IHostBuilder CreateHostBuilder(string[] args) =>
                    Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => { });
            }

            [Worker]
            internal sealed partial class App;
        }
        """));

    [Fact]
    public async Task The_statement_may_register_the_service_itself() => await Program(
        """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        await Host.CreateDefaultBuilder(args)
            .ConfigureServices(services =>
            {
                services.AddSingleton("a");
                services.AddHostedService<Job>();
            })
            .RunConsoleAsync();
        """).IsRefactored(Title, Result(
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        using var host = Host.CreateDefaultBuilder(args)
            .ConfigureServices(services =>
            {
                services.AddSingleton("a");
            })
            .Build();
        return await App.RunAsync(options: {{Loggers}});

        [Worker]
        internal sealed partial class App;

        """));

    [Fact]
    public async Task Registrations_of_a_startup_class_go() => await Program(
        """
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        internal sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddSingleton("a");
                services.AddHostedService<Job>();
            }
        }

        internal static class Program
        {
            private static async Task Main(string[] args)
            {
                IHost host = Host.CreateDefaultBuilder(args).ConfigureServices(new Startup().ConfigureServices).Build();
                await host.RunAsync().ConfigureAwait(false);
            }
        }
        """).IsRefactored(Title, Result(
        $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        internal sealed class Startup
        {
            public void ConfigureServices(IServiceCollection services)
            {
                services.AddSingleton("a");
            }
        }

        internal static class Program
        {
            private static async Task<int> Main(string[] args)
            {
                using IHost host = Host.CreateDefaultBuilder(args).ConfigureServices(new Startup().ConfigureServices).Build();
                return await App.RunAsync(options: {{Loggers}});
            }
        }

        [Worker]
        internal sealed partial class App;

        """));

    [Fact]
    public async Task Template_of_a_worker_service() =>
        await Project.WithoutUsing("""
            namespace Shop;

            using Microsoft.Extensions.Hosting;
            using Microsoft.Extensions.Logging;

            public class [|Worker|](ILogger<Worker> logger) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        if (logger.IsEnabled(LogLevel.Information))
                            logger.LogInformation("Worker running at: {time}", DateTimeOffset.Now);
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            """, "Worker.cs").And("""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using Shop;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddHostedService<Worker>();

            var host = builder.Build();
            host.Run();
            """, "Program.cs").IsRefactored(Title, $$"""
            using Lifecycle;

            namespace Shop;

            using Microsoft.Extensions.Logging;

            [Unit]
            public partial class Worker(ILogger<Worker> logger)
            {
                [Background]
                private async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        if (logger.IsEnabled(LogLevel.Information))
                            logger.LogInformation("Worker running at: {time}", DateTimeOffset.Now);
                        await Task.Delay(1000, stoppingToken);
                    }
                }
            }
            // next file
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using Shop;

            var builder = Host.CreateApplicationBuilder(args);

            using var host = builder.Build();
            return await App.RunAsync(options: {{Loggers.Replace("WorkerOptions", "Lifecycle.WorkerOptions", StringComparison.Ordinal)}});

            [Lifecycle.Worker]
            internal sealed partial class App;

            """);

    [Theory]
    [InlineData("static async Task Main(string[] args) { if (args.Length > 0) return; await Build(args).RunAsync(); }")]
    [InlineData("[STAThread] static void Main(string[] args) { Build(args).Run(); }")]
    [InlineData("static int Main(string[] args) { Build(args).Run(); return 0; }")]
    [InlineData("static void Main(string[] args) { try { Build(args).Run(); } finally { Console.Out.Flush(); } }")]
    [InlineData("static void Main(string[] args) { Build(args).Run(); ConfigureWebHost(); } static void ConfigureWebHost() { }")]
    public async Task Other_programs_keep_their_host(string main)
    {
        var program = $$"""
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            internal static class Program
            {
                {{main}}
                static IHost Build(string[] args) => Host.CreateDefaultBuilder(args).ConfigureServices(services => services.AddHostedService<Job>()).Build();
            }
            """;
        await Program(program).IsRefactored(Title, Result(program.Replace("services.AddHostedService<Job>()", "{ }", StringComparison.Ordinal)));
    }

    private static Project Program(string source) => Project.With(HostedSources.Job, "Job.cs").And(source, "Program.cs");

    private static string Result(string program) => HostedSources.JobAsUnit + "\n// next file\n" + program;
}
