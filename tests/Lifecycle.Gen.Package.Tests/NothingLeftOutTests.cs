namespace Lifecycle.Package.Tests;

/// <summary>What looks as if a worker used it and is not used is reported, in projects as users have them.</summary>
public sealed class NothingLeftOutTests(PackedPackage package)
{
    [Fact]
    public async Task Hooks_that_are_never_called_are_reported_each_by_its_kind()
    {
        var project = new StrangerProject(package, "Uncalled", "net10.0", """
            using Lifecycle;

            return await Worker.RunAsync().ConfigureAwait(false);

            internal interface IOpen
            {
                [OnStartup] void Open() => Console.WriteLine($"{this} of an interface");
            }

            [Unit]
            internal sealed partial class Db : IOpen
            {
                private readonly int _size = Environment.ProcessorCount;

                public int Size { [OnStartup] get => _size; }

                [OnReady]
                private void Go()
                {
                    Up();
                    var down = [OnShutdown] () => Console.WriteLine($"{_size} of a lambda");
                    down();

                    [OnStartup] void Up() => Console.WriteLine($"{_size} of a local function");
                }

                [Run] private void Run() => Console.WriteLine($"{new Point(1)} {new Plain(2)}");
            }

            internal readonly record struct Point(int X)
            {
                [OnStartup] private void Open() => Console.WriteLine($"{X} of a struct");
            }

            internal static class Tools
            {
                [OnStartup] private static void Open() => Console.WriteLine($"{Environment.ProcessorCount} of a static class");
            }

            internal sealed record Plain(int X)
            {
                [OnShutdown] private void Close() => Console.WriteLine($"{X} of a class");
            }
            """);

        var build = await project.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Empty(build.Diagnostics("warning"));
        string[] expected =
        [
            "IOpen has hooks but is an interface: Open [OnStartup] is never called. Mark the methods of the units that implement it instead.",
            "Db has hooks that are no ordinary methods: Size [OnStartup] is never called. Move what they do into methods of the unit.",
            "Db has hooks that are no ordinary methods: a lambda [OnShutdown] is never called. Move what they do into methods of the unit.",
            "Db has hooks that are no ordinary methods: Up [OnStartup] is never called. Move what they do into methods of the unit.",
            "Point has hooks but is no unit: Open [OnStartup] is never called. Make Point a class with '[Unit]': a worker keeps one instance of it.",
            "Tools has hooks but is no unit: Open [OnStartup] is never called. "
                + "Move them into a class with '[Unit]': hooks are called on an instance, and Tools has none.",
            "Plain has hooks but is no unit: Close [OnShutdown] is never called. Write '[Unit] internal sealed partial record Plain'.",
        ];
        const string Id = "error LCG2008: ";
        var errors = build.Diagnostics("error");
        Assert.All(errors, error => Assert.Contains(Id, error, StringComparison.Ordinal));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            errors.Select(error => error[(error.IndexOf(Id, StringComparison.Ordinal) + Id.Length)..error.LastIndexOf(" [", StringComparison.Ordinal)])
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Lists_get_all_units_or_are_reported_and_an_optional_contract_without_a_unit_is_null()
    {
        var project = new StrangerProject(package, "Lists", "net10.0", """
            using System.Collections.Immutable;
            using Lifecycle;

            return await Worker.RunAsync().ConfigureAwait(false);

            internal interface IMetrics;
            internal interface ICheck { string Name { get; } }
            [Unit] internal sealed partial class Disk : ICheck { public string Name => "disk"; }
            [Unit] internal sealed partial class Net : ICheck { public string Name => "net"; }

            [Unit]
            internal sealed partial class Api(
                IMetrics? metrics, IEnumerable<ICheck> any, IReadOnlyCollection<ICheck> some, IReadOnlyList<ICheck> list, ICheck[] array,
                ImmutableArray<ICheck> fixedArray)
            {
                [Run]
                private void Print()
                {
                    foreach (var checks in new[] { any, some, list, array, fixedArray })
                        Console.WriteLine($"{string.Join(" ", checks.Select(check => check.Name))} {metrics is null}");
                }
            }
            """);

        (await project.BuildAsync()).MustSucceed();
        Assert.Equal(Enumerable.Repeat("disk net True", 5), (await project.RunAsync()).MustSucceed().Lines);

        project.Write("Other.cs", """
            using Lifecycle;

            [Unit]
            internal sealed partial class Other(IList<ICheck> checks)
            {
                [OnReady] private void Print() => Console.WriteLine($"{checks.Count}");
            }
            """);
        var build = await project.BuildAsync();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(build.Diagnostics("error"), error => error.Contains("Other.cs(4,", StringComparison.Ordinal) && error.Contains(
            "error LCG1012: IList<ICheck> is an input and does not get units that are ICheck: taken by Other "
            + "(IList<ICheck> checks, Other.cs:4). Write IReadOnlyList<ICheck>, which has all of them.",
            StringComparison.Ordinal));
        Assert.All(build.Diagnostics("error"), error => Assert.DoesNotContain(".g.cs", error, StringComparison.Ordinal));
    }
}
