using Lifecycle.Tool.Checking;

namespace Lifecycle.Tool.Commands;

/// <summary><c>lifecycle check</c>.</summary>
internal static class CheckCommand
{
    /// <summary>Builds, and writes what the rules find.</summary>
    public static async Task<int> RunAsync(
        string project, string format, string level, string configuration, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var least = Problem.SeverityOf(level);
        var problems = (await CheckRun.RunAsync(project, configuration, cancellationToken)).Where(problem => problem.Severity >= least).ToList();
        await output.WriteAsync(CheckFormats.Write(problems, format));
        await error.WriteLineAsync(problems.Count switch
        {
            0 => "The rules find nothing.",
            1 => "The rules find one thing.",
            var many => $"The rules find {many} things.",
        });
        return problems.Count == 0 ? ExitCodes.Good : ExitCodes.Found;
    }
}
