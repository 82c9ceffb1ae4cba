using Lifecycle.Interactive.Commands;
using Lifecycle.Interactive.Scripting;
using RadLine;
using Spectre.Console;

namespace Lifecycle.Interactive.Input;

/// <summary>Lines of a terminal, with a history (up and down) and completion (tab).</summary>
internal sealed class TerminalReader : ILineReader
{
    private readonly LineEditor _editor;

    public TerminalReader(CommandTable commands, Evaluator evaluator)
    {
        _editor = new LineEditor { Completion = new Completion(commands, evaluator) };
        _editor.KeyBindings.Add<EndOfInput>(ConsoleKey.D, ConsoleModifiers.Control);
        // A line has no other above it.
        _editor.KeyBindings.Remove(ConsoleKey.UpArrow, modifiers: null);
        _editor.KeyBindings.Remove(ConsoleKey.DownArrow, modifiers: null);
        _editor.KeyBindings.Add<PreviousHistoryCommand>(ConsoleKey.UpArrow);
        _editor.KeyBindings.Add<NextHistoryCommand>(ConsoleKey.DownArrow);
    }

    /// <summary>Whether there is a terminal that can move its cursor.</summary>
    public static bool IsSupported => !Console.IsInputRedirected && !Console.IsOutputRedirected && LineEditor.IsSupported(AnsiConsole.Console);

    public async Task<string?> ReadAsync(string prompt, CancellationToken cancellationToken)
    {
        _editor.Prompt = new LineEditorPrompt(prompt);
        var line = await _editor.ReadLine(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return line;
    }

    private sealed class EndOfInput : LineEditorCommand
    {
        public override void Execute(LineEditorContext context)
        {
            if (context.Buffer.Length == 0)
                context.Submit(SubmitAction.Cancel);
        }
    }

    private sealed class Completion(CommandTable commands, Evaluator evaluator) : ITextCompletion
    {
        public IEnumerable<string> GetCompletions(string prefix, string word, string suffix)
        {
            var names = prefix.TrimStart().StartsWith(':') ? commands.TargetsOf(prefix.Trim())
                : word.StartsWith(':') ? CommandTable.Names
                : evaluator.Variables.Select(static variable => variable.Name);
            return names.Where(name => name.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);
        }
    }
}
