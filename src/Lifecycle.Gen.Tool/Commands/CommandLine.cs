using System.CommandLine;

namespace Lifecycle.Tool.Commands;

/// <summary>The commands and their options.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>An exit code, see <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Plans of compiled programs with workers of Lifecycle.Gen, and the rules of their projects.")
        {
            MakePlan(output),
            MakeDiff(output),
            MakeCheck(output, error),
            MakeList(output),
            MakeWatch(output),
            MakeAction("start", "Start a unit of a running worker, with what it needs.", needsUnit: true, output),
            MakeAction("stop", "Stop a running worker, or one of its units with what needs it.", needsUnit: false, output),
            MakeAction("reload", "Stop and start all units of a running worker.", needsUnit: null, output),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var fault in parsed.Errors)
                await error.WriteLineAsync(fault.Message);

            await error.WriteLineAsync("'lifecycle --help' lists commands and options.");
            return ExitCodes.Trouble;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (ToolException fault)
        {
            await error.WriteLineAsync(fault.Message);
            return ExitCodes.Trouble;
        }
    }

    private static Command MakePlan(TextWriter output)
    {
        var path = Program("program", "An assembly (app.dll), or a plan that was written with --format json.");
        var format = Choice("--format", "How to write it.", PlanFormats.All);
        var worker = Worker();
        var command = new Command("plan", "Write the plan of a program's workers.") { path, format, worker };
        command.SetAction(parsed => PlanCommand.Run(parsed.GetRequiredValue(path), parsed.GetRequiredValue(format), parsed.GetValue(worker), output));
        return command;
    }

    private static Command MakeDiff(TextWriter output)
    {
        var before = Program("old", "The former assembly or plan.");
        var after = Program("new", "The present assembly or plan.");
        var format = Choice("--format", "How to write it.", ["text", "svg"]);
        var worker = Worker();
        var command = new Command("diff", "Write what differs between the plans of two builds. Exit code 1 if anything does.")
        {
            before,
            after,
            format,
            worker,
        };
        command.SetAction(parsed => DiffCommand.Run(
            parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetRequiredValue(format), parsed.GetValue(worker), output));
        return command;
    }

    private static Command MakeCheck(TextWriter output, TextWriter error)
    {
        var project = new Argument<string>("project")
        {
            Description = "A project or solution, or a folder with one; or a log that the compiler wrote (app.sarif).",
            DefaultValueFactory = static _ => ".",
        };
        var format = Choice("--format", "How to write findings.", CheckFormats.All);
        var level = Choice("--level", "The least severe findings that count.", ["warning", "error", "note"]);
        var configuration = new Option<string>("--configuration", "-c") { Description = "The build configuration.", DefaultValueFactory = static _ => "Debug" };
        var command = new Command("check", "Build a project and write what the rules of Lifecycle.Gen find. Exit code 1 if they find anything.")
        {
            project,
            format,
            level,
            configuration,
        };
        command.SetAction((parsed, cancellationToken) => CheckCommand.RunAsync(
            parsed.GetRequiredValue(project),
            parsed.GetRequiredValue(format),
            parsed.GetRequiredValue(level),
            parsed.GetRequiredValue(configuration),
            output,
            error,
            cancellationToken));
        return command;
    }

    private static Command MakeList(TextWriter output)
    {
        var command = new Command("ps", "List the running workers of this user that have a socket.");
        command.SetAction((_, cancellationToken) => WatchCommands.ListAsync(output, cancellationToken));
        return command;
    }

    private static Command MakeWatch(TextWriter output)
    {
        var (process, worker) = (Process(), Worker());
        var command = new Command("watch", "Show a running worker until it ends: states, what is waited for, events.") { process, worker };
        command.SetAction((parsed, cancellationToken) =>
            WatchCommands.WatchAsync(parsed.GetRequiredValue(process), parsed.GetValue(worker), output, cancellationToken));
        return command;
    }

    /// <param name="name">The name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="needsUnit">Whether it is of a unit; nothing if it never is.</param>
    /// <param name="output">Where its answer is written.</param>
    private static Command MakeAction(string name, string description, bool? needsUnit, TextWriter output)
    {
        var (process, worker) = (Process(), Worker());
        var unit = new Argument<string?>("unit") { Description = "The unit, with or without its namespace." };
        if (needsUnit == false)
            unit.Arity = ArgumentArity.ZeroOrOne;

        var command = new Command(name, description) { process, worker };
        if (needsUnit is not null)
            command.Add(unit);

        command.SetAction((parsed, cancellationToken) => WatchCommands.ActAsync(
            name,
            parsed.GetRequiredValue(process),
            parsed.GetValue(worker),
            needsUnit is null ? null : parsed.GetValue(unit),
            output,
            cancellationToken));
        return command;
    }

    private static Argument<int> Process() => new("pid") { Description = "The number of its process." };

    private static Argument<string> Program(string name, string description) => new(name) { Description = description };

    private static Option<string?> Worker() => new("--worker") { Description = "The name of one worker, with or without its namespace. Default: all." };

    /// <summary>An option with the first of its values as the default.</summary>
    private static Option<string> Choice(string name, string description, string[] values)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
