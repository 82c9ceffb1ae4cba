using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyFixture(typeof(Lifecycle.Samples.Tests.Hosting.SamplePrograms))]

namespace Lifecycle.Samples.Tests.Hosting;

/// <summary>
/// The samples, and the program of these tests, as programs: the ones that the build made, and native ones, each published once per run when first asked for.
/// </summary>
public sealed class SamplePrograms
{
    private const string TestProgram = "Lifecycle.Gen.TestProgram";

    private static readonly string s_root = Metadata("RepositoryRoot");
    private static readonly string s_dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string s_native = Path.Combine(s_root, "artifacts", "native-samples");

    // One after the other: they share the projects that they refer to.
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly Dictionary<string, Task<string>> _published = [];

    /// <summary>The program that does on demand what programs do when they stop or fail.</summary>
    public Task<IReadOnlyList<string>> GetTestProgramAsync(Flavour flavour) => GetAsync(TestProgram, flavour);

    /// <summary>How to call a sample: the program and its first arguments.</summary>
    public async Task<IReadOnlyList<string>> GetAsync(string project, Flavour flavour)
    {
        Requirements.Need(!OperatingSystem.IsWindows(), "The end-to-end tests send Unix signals.");
        if (flavour == Flavour.Jit)
            return [s_dotnet, Path.Combine(Folder(project), "bin", Metadata("Configuration"), "net10.0", $"{Assembly(project)}.dll")];

        Requirements.Need(OperatingSystem.IsLinux(), "Native samples are published for Linux.");
        Requirements.Need(Requirements.FindOnPath("clang") ?? Requirements.FindOnPath("gcc"),
            "Native publishing needs clang or gcc: apt-get install clang zlib1g-dev");
        Requirements.Need(File.Exists("/usr/include/zlib.h"), "Native publishing needs zlib: apt-get install zlib1g-dev");
        Task<string> published;
        lock (_published)
        {
            if (!_published.TryGetValue(project, out published!))
                _published.Add(project, published = PublishAsync(project));
        }

        return [await published];
    }

    private async Task<string> PublishAsync(string project)
    {
        await _publishing.WaitAsync();
        try
        {
            var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
            // In a place of its own, so that no build of other tests is disturbed; without servers that would outlive the command and hold its output open.
            var (exitCode, output, errors) = await ProcessHost.RunAsync(
                [
                    s_dotnet, "publish", Folder(project), "-c", "Release", "-r", $"linux-{architecture}", "-p:PublishAot=true",
                    "-p:TrimmerSingleWarn=false", "--artifacts-path", s_native, "-nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false",
                ],
                s_root,
                guard: TimeSpan.FromMinutes(15));
            var text = string.Join('\n', output.Concat(errors));
            Assert.True(exitCode == 0, text);
            Assert.DoesNotContain("warning", text, StringComparison.OrdinalIgnoreCase);
            return Path.Combine(s_native, "publish", project, $"release_linux-{architecture}", Assembly(project));
        }
        finally
        {
            _publishing.Release();
        }
    }

    private static string Folder(string project) => Path.Combine(s_root, project == TestProgram ? "tests" : "samples", project);

    private static string Assembly(string project) => project is "Shortener" or "Formatters" or "Bookings" ? project.ToLowerInvariant() : project;

    private static string Metadata(string key) =>
        typeof(SamplePrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
