using Lifecycle.Interactive.Commands;
using Lifecycle.Interactive.Scripting;
using RadLine;
using Spectre.Console;

namespace Lifecycle.Interactive.Input;

/// <summary>Lines of a terminal, with a history (up and down) and completion (tab).</summary>
internal sealed class TerminalReader(CommandTable commands, Evaluator evaluator) : ILineReader
{
    /// <summary>One for each prompt, which an editor keeps.</summary>
    private readonly Dictionary<string, LineEditor> _editors = new(StringComparer.Ordinal);

    /// <summary>Whether there is a terminal that can move its cursor.</summary>
    public static bool IsSupported => !Console.IsInputRedirected && !Console.IsOutputRedirected && LineEditor.IsSupported(AnsiConsole.Console);

    public async Task<string?> ReadAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!_editors.TryGetValue(prompt, out var editor))
            _editors.Add(prompt, editor = MakeEditor(prompt));

        var line = await editor.ReadLine(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return line;
    }

    private LineEditor MakeEditor(string prompt)
    {
        var editor = new LineEditor { Prompt = new LineEditorPrompt(prompt), Completion = new Completion(commands, evaluator) };
        editor.KeyBindings.Add<EndOfInput>(ConsoleKey.D, ConsoleModifiers.Control);
        // The end of a line that was typed before the prompt was there: until then the terminal makes a line feed of the key.
        editor.KeyBindings.Add<SubmitCommand>(ConsoleKey.J, ConsoleModifiers.Control);
        editor.KeyBindings.Add<SubmitCommand>(ConsoleKey.Enter, ConsoleModifiers.Control);
        // A line has no other above it.
        editor.KeyBindings.Remove(ConsoleKey.UpArrow, modifiers: null);
        editor.KeyBindings.Remove(ConsoleKey.DownArrow, modifiers: null);
        editor.KeyBindings.Add<PreviousHistoryCommand>(ConsoleKey.UpArrow);
        editor.KeyBindings.Add<NextHistoryCommand>(ConsoleKey.DownArrow);
        return editor;
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
