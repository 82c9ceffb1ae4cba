using Lifecycle.Interactive.Commands;
using Lifecycle.Interactive.Scripting;

namespace Lifecycle.Interactive.Input;

/// <summary>Reads a line, does what it says, and so on until the end of the input.</summary>
internal sealed class Prompt(ILineReader reader, CommandTable commands, Evaluator evaluator, Interrupts interrupts)
{
    private const string First = "> ";
    private const string Further = ". ";

    /// <summary>Until the end.</summary>
    public async Task RunAsync()
    {
        while (!interrupts.End.IsCancellationRequested)
        {
            try
            {
                if (await ReadAsync().ConfigureAwait(false) is not { } text)
                    return;

                if (text.StartsWith(':'))
                {
                    if (!await commands.RunAsync(text, interrupts.Begin()).ConfigureAwait(false))
                        return;
                }
                else if (text.Length > 0)
                {
                    await evaluator.RunAsync(text, interrupts.Begin()).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException)
            {
                await Console.Error.WriteLineAsync("cancelled").ConfigureAwait(false);
            }
            catch (LifecycleException fault)
            {
                await Console.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A line, and while it is no whole statement those that follow.</summary>
    private async Task<string?> ReadAsync()
    {
        var token = interrupts.Begin();
        if (await reader.ReadAsync(First, token).ConfigureAwait(false) is not { } first)
            return null;

        var text = first.Trim();
        while (!text.StartsWith(':') && !Evaluator.IsComplete(text) && await reader.ReadAsync(Further, token).ConfigureAwait(false) is { } next)
            text += "\n" + next;

        return text;
    }
}
