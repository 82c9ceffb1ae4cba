using System.Diagnostics.CodeAnalysis;

namespace Lifecycle.Samples.Tests.Hosting;

/// <summary>What a machine must have for some tests. Without it they are skipped and say so; in CI, which installs everything, they fail.</summary>
internal static class Requirements
{
    public static void Need([DoesNotReturnIf(false)] bool met, string what)
    {
        if (met)
            return;
        if (Environment.GetEnvironmentVariable("CI") == "true")
            throw new InvalidOperationException($"NOT TESTED, and CI must: {what}");

        Assert.Skip($"NOT TESTED: {what}");
    }

    public static void Need([NotNull] string? found, string what) => Need(found is not null, what);

    public static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
