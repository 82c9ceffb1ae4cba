namespace Lifecycle.Package.Tests;

/// <summary>
/// A program that is full of mistakes: the build names them all and nothing else, <c>dotnet format</c> repairs what has a fix, and
/// what comes of it builds and runs.
/// </summary>
public sealed class BrokenShortenerTests(PackedPackage package)
{
    private static readonly string[] s_fixable =
    [
        "LCG1001", "LCG1003", "LCG1004", "LCG1005", "LCG1006", "LCG1008", "LCG1009", "LCG1011", "LCG2001", "LCG2008", "LCG3001", "LCG3003",
        "LCG3004", "LCG3005", "LCG3006", "LCG4001", "LCG4002", "LCG4003", "LCG4004", "LCG4005", "LCG4006", "LCG5001", "LCG5002",
    ];

    [Fact]
    public async Task The_build_names_exactly_the_mistakes_and_format_repairs_what_has_a_fix()
    {
        var project = new ShortenerCopy(package, "BrokenShortener", await package.GetConfigurationFeedAsync());
        PlantInTheSample(project);
        project.Write("Maintenance.cs", Maintenance);
        project.Write("Audit.cs", Audit);
        var planted = project.Planted;
        Assert.InRange(planted.Select(mistake => mistake.Id).Distinct(StringComparer.Ordinal).Count(), 25, 60);

        var (_, broken) = await project.BuildAsync();
        AssertSame(planted, broken);

        // What no fix can know is repaired by hand: nothing needs it.
        project.Delete("Audit.cs");
        (await project.FormatAsync(s_fixable)).MustSucceed();

        var (build, left) = await project.BuildAsync();
        AssertSame([], left);
        build.MustSucceed();

        project.Write("links.csv", "url,code\nhttps://example.com/,example\n");
        var run = (await project.RunAsync("import", "links.csv", "--links-file", "links.log")).MustSucceed();
        Assert.Contains("links.csv: 1 added, 0 already there, 0 rejected.", run.Lines);
    }

    private static void AssertSame(IReadOnlyList<Report> expected, IReadOnlyList<Report> actual)
    {
        Report[] missing = [.. expected.Except(actual)], unexpected = [.. actual.Except(expected)];
        Assert.True(missing is [] && unexpected is [],
            $"not reported:\n{string.Join('\n', missing)}\nreported, but not planted:\n{string.Join('\n', unexpected)}");
    }

    // The sample changes for reasons of its own: nearly all mistakes are in files of our own, and these two hang on nothing but a unit's declaration.
    private static void PlantInTheSample(ShortenerCopy project)
    {
        project.Replace("Links/LinkCache.cs", "partial class LinkCache(", "class LinkCache( // LCG2001\n    ");
        project.Replace("Links/ClickCounter.cs", "internal sealed partial class ClickCounter(", """
            [DependsOn<Settings>] // LCG1008
            [StartsBefore<CsvImport>] // LCG1009
            internal sealed partial class ClickCounter(
            """);
    }

    // What has a fix.
    private const string Maintenance = """
        using Lifecycle;
        using Microsoft.Extensions.Configuration;

        namespace Shortener;

        [Worker]
        [Mixin<Backup>]
        [Mixin<Rotation>]
        [Mixin<Gateway>] // LCG1011
        [Mixin<Gateway>]
        [Mixin<Banner>] // LCG1004
        internal sealed partial class Maintenance
        {
            public static async Task<int> MaintainAsync(CommandLine line, IConfiguration configuration)
            {
                var worker = new Server(line: line, configuration: configuration);
                worker.StartAsync(); // LCG5001
                await worker.StopAsync();
                return 0;
            }
        }

        internal sealed class Banner;

        internal sealed class Watchdog // LCG2008
        {
            [OnReady]
            private void Beat() => Console.WriteLine(GetType());
        }

        internal interface IClock
        {
            DateTimeOffset Now { get; }
        }

        internal sealed class WallClock : IClock
        {
            public DateTimeOffset Now => TimeProvider.System.GetUtcNow();
        }

        /// <summary>Copies the file of links once a day.</summary>
        [Unit]
        [DependsOn<Rotation>] // LCG1001
        internal sealed partial class Backup(Settings settings, Watchdog watchdog, IClock clock) // LCG1006
        {
            [OnStartup]
            private async Task CopyAsync(CancellationToken cancellationToken)
            {
                while (true) // LCG4004
                {
                    await Task.Delay(TimeSpan.FromDays(1), cancellationToken);
                    File.Copy(settings.LinksFile, $"{settings.LinksFile}.{clock.Now:yyyyMMdd}", overwrite: true);
                }
            }

            [OnReady]
            private async Task AnnounceAsync() // LCG3004
            {
                await Task.Delay(10);
                Console.WriteLine($"Backups are made, {watchdog} looks on.");
            }

            [Background]
            private async Task WatchAsync(CancellationToken stopping)
            {
                while (true)
                {
                    try
                    {
                        await Task.Delay(1000, stopping);
                    }
                    catch (Exception problem) // LCG4006
                    {
                        Console.WriteLine(problem.Message);
                    }
                }
            }

            [OnShutdown]
            private Task FlushAsync() => null!; // LCG3005
        }

        [Unit]
        [DependsOn<Backup>]
        internal sealed partial class Rotation;

        /// <summary>Says in front of the servers that the program is looked after.</summary>
        [Unit]
        internal sealed partial class Gateway(Settings settings)
        {
            private bool _ready;

            [OnStartup]
            private async Task ListenAsync(CancellationToken cancellationToken)
            {
                await SayAsync("open", cancellationToken);
                Thread.Sleep(1); // LCG4003
            }

            [OnStartup(Order = 1)]
            private void Look() => new Thread(Blink).Start(); // LCG4002

            [Background]
            private async Task BlinkAsync(CancellationToken stopping)
            {
                while (true) // LCG4005
                {
                    await Task.Delay(1000);
                    Blink();
                }
            }

            private void Blink() => Console.WriteLine(_ready ? "ready" : "not yet");

            [OnReady]
            private bool BecomeReady() => _ready = true; // LCG3001

            private void OnExit() => Console.WriteLine($"{settings.Listen}: {_ready}"); // LCG3006

            [OnDrain]
            private async Task DrainAsync(CancellationToken cancellationToken)
            {
                _ = SayAsync("no more", cancellationToken); // LCG4001
                await SayAsync("nearly closed", cancellationToken);
            }

            [OnShutdown]
            private async void CloseAsync() // LCG3003
            {
                await SayAsync("closed", CancellationToken.None);
                _ready = false;
            }

            private static async Task SayAsync(string what, CancellationToken cancellationToken)
            {
                await Task.Delay(1, cancellationToken);
                Console.WriteLine(what);
            }
        }
        """;

    // What only its author can put right.
    private const string Audit = """
        using Lifecycle;

        namespace Shortener;

        [Worker, Mixin<Journal>, Mixin<Checks>, Mixin<DiskProbe>]
        internal sealed partial class Audit;

        [Unit]
        internal sealed partial class Journal(Settings settings)
        {
            private readonly FileStream _lock = File.OpenWrite(settings.LinksFile + ".lock"); // LCG2009
            private StreamReader? _file;

            public string? First { get; private set; }

            [OnStartup(TimeoutSeconds = -1)] // LCG2007
            private void Open() => _file = File.OpenText(settings.LinksFile); // LCG4007

            [OnStartup(Order = 1)]
            private void Keep() => new Thread(Read).Start(); // LCG4002

            [OnReady]
            private void Again() => Open(); // LCG3007

            [Background(RestartDelaySeconds = 5)] // LCG3010
            private async Task TrimAsync(CancellationToken cancellationToken)
            {
                while (true) // LCG4005
                {
                    await Task.Delay(1000);
                    First = null;
                }
            }

            [OnShutdown]
            private void Close() => _lock.Dispose();

            private void Read() => First = _file?.ReadLine();
        }

        internal interface ICheck;

        [Unit]
        internal sealed partial class Checks(IReadOnlyList<ICheck> checks, Journal journal, Checks self) // LCG1010 LCG1002
        {
            public int Count => checks.Count + self.Count;

            [OnInit]
            private void Look() => Console.WriteLine(journal.First); // LCG4009
        }

        internal abstract class Probe
        {
            [OnStartup]
            protected virtual void Open()
            {
            }
        }

        [Unit]
        internal sealed partial class DiskProbe : Probe
        {
            protected override void Open() => Console.WriteLine(GetType()); // LCG3008
        }
        """;
}
