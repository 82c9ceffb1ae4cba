namespace Lifecycle.Analyzers.Tests.Refactorings;

/// <summary>What becomes of a program whose only hosted service is turned into a unit: it runs a worker in place of the host.</summary>
public sealed class HostedServiceProgramTests
{
    private const string Title = "Turn this hosted service into a unit";

    private const string Service = """
        using Microsoft.Extensions.Hosting;

        public class [|Ticker|] : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }
        """;

    private const string Unit = """
        [Unit]
        public partial class Ticker
        {
            [Background]
            private Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(-1, stoppingToken);
        }
        """;

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
                builder.Services.AddHostedService<Ticker>();
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
                    Host.CreateDefaultBuilder(args).ConfigureServices((context, services) => services.AddHostedService<Ticker>());
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
                services.AddHostedService<Ticker>();
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
                services.AddHostedService<Ticker>();
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
                static IHost Build(string[] args) => Host.CreateDefaultBuilder(args).ConfigureServices(services => services.AddHostedService<Ticker>()).Build();
            }
            """;
        await Program(program).IsRefactored(Title, Result(program.Replace("services.AddHostedService<Ticker>()", "{ }", StringComparison.Ordinal)));
    }

    private static Project Program(string source) => Project.With(Service, "Ticker.cs").And(source, "Program.cs");

    private static string Result(string program) => Unit + "\n// next file\n" + program;
}
