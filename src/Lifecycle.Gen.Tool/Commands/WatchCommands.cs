using System.Globalization;
using System.Text.Json;
using Lifecycle.Tool.Watching;
using Spectre.Console;

namespace Lifecycle.Tool.Commands;

/// <summary>The commands about running workers.</summary>
internal static class WatchCommands
{
    /// <summary><c>lifecycle ps</c>.</summary>
    public static async Task<int> ListAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var workers = await RunningWorker.FindAsync(cancellationToken);
        if (workers.Count == 0)
        {
            await output.WriteLineAsync("No worker of this user has a socket. A program opens one with WorkerSocket.Listen(worker).");
            return ExitCodes.Good;
        }

        var rows = workers.Select(static worker => (
            Process: worker.Process.ToString(CultureInfo.InvariantCulture),
            worker.Name,
            State: worker.Snapshot.GetProperty("state").GetString()!,
            Health: worker.Snapshot.GetProperty("health").GetString()!,
            Units: UpOf(worker.Snapshot))).Prepend(("PID", "WORKER", "STATE", "HEALTH", "UNITS UP")).ToList();
        foreach (var (process, name, state, health, units) in rows)
            await output.WriteLineAsync($"{process,8}  {name.PadRight(rows.Max(static row => row.Item2.Length))}  {state,-8}  {health,-8}  {units}");

        return ExitCodes.Good;
    }

    /// <summary><c>lifecycle start</c>, <c>stop</c> and <c>reload</c>.</summary>
    public static async Task<int> ActAsync(
        string action, int process, string? worker, string? unit, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await RunningWorker.FindAsync(process, worker, cancellationToken);
        var request = unit is null ? action : $"{action} {found.UnitNamed(unit)}";
        var answer = await found.AskAsync(request, cancellationToken);
        if (answer is { } given && given.TryGetProperty("error", out var error))
            throw new ToolException(error.GetString()!);

        await output.WriteLineAsync(answer is null ? $"{found.Name} has ended." : $"{found.Name}: {request} done.");
        return ExitCodes.Good;
    }

    /// <summary><c>lifecycle watch</c>: a table on a terminal, lines elsewhere.</summary>
    public static async Task<int> WatchAsync(int process, string? worker, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await RunningWorker.FindAsync(process, worker, cancellationToken);
        var view = new WorkerView(found.Name, process);
        try
        {
            if (Console.IsOutputRedirected)
            {
                await foreach (var message in found.AskAllAsync("watch", cancellationToken))
                {
                    foreach (var line in view.Update(message))
                        await output.WriteLineAsync(line.AsMemory(), cancellationToken);

                    await output.FlushAsync(cancellationToken);
                }
            }
            else
            {
                await AnsiConsole.Live(view.Table()).StartAsync(async live =>
                {
                    await foreach (var message in found.AskAllAsync("watch", cancellationToken))
                    {
                        view.Update(message);
                        live.UpdateTarget(view.Table());
                    }
                });
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Good; // Ctrl+C is how one stops to look.
        }

        await output.WriteLineAsync($"{found.Name} has ended.");
        return ExitCodes.Good;
    }

    private static string UpOf(JsonElement snapshot)
    {
        var units = snapshot.GetProperty("units").EnumerateArray().ToList();
        return string.Create(
            CultureInfo.InvariantCulture, $"{units.Count(static unit => unit.GetProperty("state").ValueEquals("Started"))} of {units.Count}");
    }
}
