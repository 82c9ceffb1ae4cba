namespace Lifecycle.Package.Tests;

/// <summary>What becomes of a worker under `dotnet watch` when its source changes.</summary>
public sealed class WatchTests(PackedPackage package)
{
    private const string Service = """
        using Lifecycle;

        return await Worker.RunAsync(new WorkerOptions { ReloadOnCodeUpdate = true }).ConfigureAwait(false);

        [Unit]
        internal sealed partial class Store
        {
            private readonly string _name = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);

            [OnStartup]
            private void Open() => Console.WriteLine($"{_name} opens version 1");

            [OnShutdown]
            private void Close() => Console.WriteLine($"{_name} closes");
        }
        """;

    [Theory]
    [InlineData("Restarted", false, "--no-hot-reload")]
    [InlineData("Updated", true)]
    public async Task M7_a_source_change_is_a_graceful_stop_and_a_new_start(string name, bool inPlace, params string[] arguments)
    {
        var project = new StrangerProject(package, name, "net10.0", Service);
        await using var watch = project.Watch(arguments);
        var before = ProcessOf(await watch.UntilAsync("opens version 1", "Waiting for changes"));

        project.Write("Program.cs", Service.Replace("version 1", "version 2", StringComparison.Ordinal));

        Assert.Equal(before, ProcessOf(await watch.UntilAsync("closes")));
        Assert.Equal(inPlace, ProcessOf(await watch.UntilAsync("opens version 2")) == before);
    }

    private static string ProcessOf(string line) => line.Split(' ')[0];
}
