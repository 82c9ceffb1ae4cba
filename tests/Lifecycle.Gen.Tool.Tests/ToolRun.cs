using System.Diagnostics;
using System.Reflection;

namespace Lifecycle.Tool.Tests;

/// <summary>One run of the tool as a process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string Configuration { get; } = Metadata("Configuration");

    public static string Shortener { get; } = Path.Combine(RepositoryRoot, "samples/Shortener/bin", Configuration, "net10.0/shortener.dll");

    public static string ThisAssembly { get; } = typeof(ToolRun).Assembly.Location;

    public static async Task<ToolRun> OfAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }

    /// <summary>A run that is not over.</summary>
    public static Process Start(params string[] arguments)
    {
        var tool = Path.Combine(RepositoryRoot, "src/Lifecycle.Gen.Tool/bin", Configuration, "net8.0/Lifecycle.Gen.Tool.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [tool, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static string Metadata(string key) =>
        typeof(ToolRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
