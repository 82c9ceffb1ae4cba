using System.Diagnostics;
using System.Text.Json;

namespace Lifecycle.Tool.Checking;

/// <summary>
/// Builds a project, so that its own compiler with its own version of the rules reports what they find; or reads what a build has written.
/// </summary>
internal static class CheckRun
{
    /// <summary>The problems in a project and in the projects that it references, sorted by place.</summary>
    /// <exception cref="ToolException">The project could not be built for another reason than what the rules find.</exception>
    public static async Task<IReadOnlyList<Problem>> RunAsync(string project, string configuration, CancellationToken cancellationToken)
    {
        if (!File.Exists(project) && !Directory.Exists(project))
            throw new ToolException($"There is no project, solution or folder {project}.");

        if (project.EndsWith(".sarif", StringComparison.OrdinalIgnoreCase))
            return Sorted(ReadLog(project));

        var folder = Directory.CreateTempSubdirectory("lifecycle-check-");
        try
        {
            var (exitCode, output) = await BuildAsync(project, configuration, folder.FullName, cancellationToken);
            var current = Directory.GetCurrentDirectory();
            var problems = folder.EnumerateFiles("*.sarif").SelectMany(file => SarifReader.Read(file.FullName, current)).Distinct().ToList();
            var errors = problems.FindAll(static problem => problem.Severity == 2);
            if (errors.Count > 0 && !errors.Exists(static problem => problem.IsOurs))
            {
                throw new ToolException(
                    $"{project} does not compile, so that the rules have not seen all of it: {errors[0].File}({errors[0].Line},{errors[0].Column}): "
                    + $"{errors[0].Rule}: {errors[0].Message}");
            }

            if (exitCode != 0 && errors.Count == 0 && !TreatsWarningsAsErrors(output))
                throw new ToolException($"{project} could not be built:\n{output.Trim()}");

            return Sorted(problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<Problem> ReadLog(string path)
    {
        try
        {
            return SarifReader.Read(path, Directory.GetCurrentDirectory());
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ToolException(
                $"{path} is no log of the compiler in SARIF 2.1 (<ErrorLog>{Path.GetFileName(path)},version=2.1</ErrorLog>): {fault.Message}");
        }
    }

    private static List<Problem> Sorted(IEnumerable<Problem> problems) =>
    [
        .. problems.Where(static problem => problem.IsOurs).Distinct().OrderBy(static problem => problem.File, StringComparer.Ordinal)
            .ThenBy(static problem => problem.Line).ThenBy(static problem => problem.Column).ThenBy(static problem => problem.Rule, StringComparer.Ordinal),
    ];

    /// <summary>Then the log has them as warnings, and the build has failed for them.</summary>
    private static bool TreatsWarningsAsErrors(string output) => output.Contains("error LCG", StringComparison.Ordinal);

    private static async Task<(int ExitCode, string Output)> BuildAsync(
        string project, string configuration, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "build",
                project,
                "--no-incremental", // What is compiled already reports nothing.
                "--configuration",
                configuration,
                "--nologo",
                "--verbosity",
                "quiet",
                "-consoleLoggerParameters:NoSummary",
                "-nodeReuse:false",
                $"-property:CustomAfterMicrosoftCommonTargets={Path.Combine(AppContext.BaseDirectory, "Lifecycle.Gen.Check.targets")}",
                $"-property:LifecycleCheckFolder={folder}",
            },
        };
        using var build = Process.Start(start) ?? throw new ToolException("dotnet could not be started.");
        try
        {
            var output = build.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = build.StandardError.ReadToEndAsync(cancellationToken);
            await build.WaitForExitAsync(cancellationToken);
            return (build.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            build.Kill(entireProcessTree: true);
            throw;
        }
    }
}
