using System.Diagnostics;
using System.Text;

namespace Lifecycle.Package.Tests;

/// <summary>What a process that has ended printed (both streams, as they came) and its exit code.</summary>
public sealed record CommandResult(int ExitCode, string Output)
{
    public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The distinct lines of the build that say <c>error XX1234:</c> or <c>warning XX1234:</c>; msbuild repeats each in its summary.</summary>
    public IReadOnlyList<string> Diagnostics(string severity) =>
        [.. Lines.Where(line => line.Contains($"{severity} ", StringComparison.Ordinal) && line.Contains(": " + severity, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)];

    public CommandResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}:\n{Output}");
        return this;
    }
}

/// <summary>Runs programs to their end, apart from the build that runs these tests.</summary>
public static class DotnetCommand
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    public static Task<CommandResult> RunAsync(string folder, params string[] arguments) => RunProgramAsync("dotnet", folder, arguments);

    public static async Task<CommandResult> RunProgramAsync(string program, string folder, params string[] arguments)
    {
        using var process = new Process { StartInfo = Prepare(program, folder, arguments) };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {s_limit}:\n{output}");
        }

        return new CommandResult(process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
                output.Append(line).Append('\n');
        }
    }

    /// <summary>A program to be started in a folder, all its streams redirected, as if from a shell.</summary>
    public static ProcessStartInfo Prepare(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Isolate(start.Environment);
        return start;
    }

    /// <summary>What `dotnet test` tells its children about itself would be taken for settings of the build that is started here.</summary>
    private static void Isolate(IDictionary<string, string?> environment)
    {
        string[] foreign = [.. environment.Keys.Where(key =>
            key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("TESTINGPLATFORM", StringComparison.OrdinalIgnoreCase)
            || key is "Configuration" or "Platform" or "TargetFramework" or "ArtifactsPath")];
        foreach (var key in foreign)
            environment.Remove(key);

        // A server that outlives the build would keep our pipe open.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["UseSharedCompilation"] = CompilerServer.Id is null ? "false" : "true";
        if (CompilerServer.Id is { } id)
            environment["SharedCompilationId"] = id;
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["MSBUILDTERMINALLOGGER"] = "off";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_NOLOGO"] = "1";
    }
}
