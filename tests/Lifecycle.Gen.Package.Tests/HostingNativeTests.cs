namespace Lifecycle.Package.Tests;

/// <summary>A web application with a worker as a native program: no warning, and a bounded size.</summary>
[Collection(nameof(PackedHosting))]
public sealed class HostingNativeTests(PackedPackage package, PackedHosting hosting)
{
    private const string Runtime = "linux-x64";

    /// <summary>300 were measured: the engine with its states of asynchronous methods, and its messages for the host's log.</summary>
    private const int MostKiB = 350;

    private const string Plain = """
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<Greeter>();
        var app = builder.Build();
        app.MapGet("/", (Greeter greeter) => greeter.Greet());
        app.Run();

        public sealed class Greeter(IConfiguration configuration)
        {
            public string Greet() => configuration["Worker:Name"] ?? "";
        }
        """;

    private const string Hosted = """
        using Lifecycle;

        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddWorker<Worker>();
        var app = builder.Build();
        app.MapGet("/", (Greeter greeter) => greeter.Greet());
        app.Run();

        [Unit]
        public sealed partial class Greeter(string name, int times = 1) : IAsyncDisposable
        {
            public string Greet() => name;
            [OnStartup] private async Task OpenAsync(CancellationToken token) => await Task.Delay(times, token);
            [OnShutdown] private void Close() => Console.WriteLine("closed");
            public ValueTask DisposeAsync()
            {
                Console.WriteLine("disposed");
                return ValueTask.CompletedTask;
            }
        }
        """;

    [Fact]
    public async Task A_slim_web_application_with_a_worker_is_native_without_a_warning_and_little_larger()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "NOT TESTED: published for linux-x64.");
        var (plain, without) = await PublishAsync("PlainWeb", Plain, "");
        Assert.SkipWhen(NativeToolchain.Lacks(without, out var what), $"NOT TESTED: the native program, because {what}");
        without.MustSucceed();
        var (hosted, with) = await PublishAsync("HostedWeb", Hosted, $"""<PackageReference Include="{PackedHosting.Id}" Version="{package.Version}" />""");
        with.MustSucceed();

        Assert.DoesNotContain(with.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        await using (var app = hosted.Start(BinaryOf(hosted), "--Worker:Name", "links"))
        {
            var line = await app.UntilAsync("Now listening on: ");
            using var client = new HttpClient();
            var address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            Assert.Equal("links", await client.GetStringAsync(address, TestContext.Current.CancellationToken));
            var end = await app.StopAsync();
            Assert.Equal(0, end.ExitCode);
            Assert.Equal(["closed", "disposed"], end.Lines.Where(text => text is "closed" or "disposed"));
        }

        var added = (new FileInfo(BinaryOf(hosted)).Length - new FileInfo(BinaryOf(plain)).Length) / 1024.0;
        TestContext.Current.SendDiagnosticMessage("A worker adds {0:0} KiB to a native web application.", added);
        Assert.True(added <= MostKiB, $"A worker adds {added:0} KiB.");
    }

    private async Task<(StrangerFolder Project, CommandResult Publish)> PublishAsync(string name, string program, string reference)
    {
        var project = new StrangerFolder(package, name);
        project.Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestoreAdditionalProjectSources>{hosting.Feed}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
            </Project>
            """);
        project.Write("Program.cs", program);
        return (project, await project.DotnetAsync("publish", "-c", "Release", "-r", Runtime, "-o", "out", "-p:PublishAot=true", "-v", "minimal"));
    }

    private static string BinaryOf(StrangerFolder project) => project.PathOf(Path.Combine("out", project.Name));
}
