namespace Lifecycle.Package.Tests;

/// <summary>Projects that have a class, a namespace and a name of their own called Worker.</summary>
public sealed class WorkerNameTests(PackedPackage package)
{
    /// <summary>The class that .NET's worker template makes keeps its name, and its registration.</summary>
    [Fact]
    public async Task The_first_unit_in_a_project_with_a_class_Worker_changes_nothing_of_it()
    {
        var project = new StrangerProject(package, "Shop.Worker", "net10.0", """
            using Lifecycle;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            using Microsoft.Extensions.Logging;
            using Shop.Worker;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Logging.ClearProviders();
            builder.Services.AddHostedService<Worker>();
            using var host = builder.Build();
            await host.RunAsync().ConfigureAwait(false);
            return await DefaultWorker.RunAsync().ConfigureAwait(false);
            """);
        project.Write("Directory.Build.props", """
            <Project>
              <PropertyGroup>
                <!-- The container makes the class of the template. -->
                <NoWarn>CA1812</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.15" />
              </ItemGroup>
            </Project>
            """);
        project.Write("Worker.cs", """
            using Microsoft.Extensions.Hosting;

            namespace Shop.Worker;

            internal sealed class Worker(IHostApplicationLifetime lifetime) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    Console.WriteLine($"{GetType()}");
                    lifetime.StopApplication();
                    return Task.CompletedTask;
                }
            }
            """);
        project.Write("Job.cs", """
            using Lifecycle;

            namespace Shop.Worker;

            [Unit]
            internal sealed partial class Job
            {
                [Run] private void Work() => Console.WriteLine($"{GetType()}");
            }
            """);

        (await project.BuildAsync()).MustSucceed();
        Assert.Equal(["Shop.Worker.Worker", "Shop.Worker.Job"], (await project.RunAsync()).MustSucceed().Lines);

        project.Write("Jobs.cs", """
            namespace Shop;

            internal static class Jobs
            {
                public static Task<int> GoAsync() => Worker.RunAsync();
            }
            """);
        var build = await project.BuildAsync();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(build.Diagnostics("error"), error => error.Contains("Jobs.cs(5,42): error LCG5003: ", StringComparison.Ordinal));
        Assert.All(build.Diagnostics("error"), error => Assert.Contains("Jobs.cs(", error, StringComparison.Ordinal));
    }
}
