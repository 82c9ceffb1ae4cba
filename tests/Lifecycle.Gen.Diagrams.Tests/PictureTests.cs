using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.Extensions.Time.Testing;

namespace Lifecycle.Diagrams.Tests;

/// <summary>The pictures in the documentation are those of a real run, to the letter. <c>LIFECYCLE_WRITE_PICTURES=1</c> writes them anew.</summary>
public class PictureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task The_plan_and_the_timeline_of_a_start()
    {
        var time = new FakeTimeProvider();
        await using var shop = new Shop(useCache: true, options: new WorkerOptions { TimeProvider = time, RecordStartup = true });
        IsStored("plan.svg", shop.Plan.ToSvg());

        await StartAsync(shop, time);
        var report = shop.StartupReport!;
        Assert.Equal(["PreStartup", "OnStartup", "Warmup", "OnReady"], report.Phases.Select(phase => phase.Name));
        Assert.Equal(TimeSpan.FromMilliseconds(6), report.Phases[0].Took);
        Assert.Equal(TimeSpan.FromMilliseconds(6), report.Phases[1].Began);
        Assert.Equal(TimeSpan.FromMilliseconds(18), report.Phases[2].Took);
        IsStored("start.svg", report.ToSvg());
    }

    [Fact]
    public void What_differs_between_two_plans()
    {
        var difference = PlanDifference.Between(FormerShop(), new Shop(useCache: true).Plan);
        IsStored("difference.svg", difference.ToSvg());
        IsStored("difference.txt", difference.ToString() + "\n");
    }

    [Fact]
    public async Task A_unit_of_a_reload_has_its_last_start_in_the_timeline()
    {
        var time = new FakeTimeProvider();
        await using var shop = new Shop(useCache: false, options: new WorkerOptions { TimeProvider = time, RecordStartup = true });
        await StartAsync(shop, time);
        Assert.DoesNotContain("Cache", shop.StartupReport!.Units.Select(unit => unit.Id));

        await RunAsync(shop.ReloadAsync(), time);
        var picture = XDocument.Parse(shop.StartupReport!.ToSvg());
        Assert.Equal(
            shop.StartupReport!.Units.Select(unit => unit.Id).Order(StringComparer.Ordinal),
            picture.Descendants(s_svg + "g").Select(row => (string?)row.Attribute("data-unit")).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(["PreStartup", "OnStartup", "OnReady"], shop.StartupReport!.Phases.Select(phase => phase.Name));
    }

    private static WorkerPlan FormerShop()
    {
        // As a build before had it.
        string[] ids = ["Settings", "Database", "Broker", "Consumer[orders]", "Mailer", "Catalogue", "Api"];
        return new WorkerPlan(
            typeof(Shop).FullName!,
            () => [.. ids.Select(id => $"Lifecycle.Diagrams.Tests.{id}")],
            [0, 1, 0, 1, 0, 2, 0, 2, 1, 2, 1, 1, 4, 0, 3, 4, 5]);
    }

    private static Task StartAsync(LifecycleWorker worker, FakeTimeProvider time) => RunAsync(worker.StartAsync(), time);

    /// <summary>A hook that has ended leads on at once, on the thread that moves the clock.</summary>
    private static async Task RunAsync(Task operation, FakeTimeProvider time)
    {
        for (var step = 0; step < 10_000 && !operation.IsCompleted; step++)
            time.Advance(TimeSpan.FromMilliseconds(1));

        await operation;
    }

    private static void IsStored(string name, string text, [CallerFilePath] string test = "")
    {
        if (name.EndsWith(".svg", StringComparison.Ordinal))
            Assert.Equal(s_svg + "svg", XDocument.Parse(text).Root!.Name);

        var path = Path.Combine(Path.GetDirectoryName(test)!, "../../docs/pictures", name);
        if (Environment.GetEnvironmentVariable("LIFECYCLE_WRITE_PICTURES") == "1")
            File.WriteAllText(path, text);

        Assert.True(File.Exists(path), $"{path} is missing: run this test with LIFECYCLE_WRITE_PICTURES=1.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
