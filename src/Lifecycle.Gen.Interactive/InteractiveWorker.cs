using System.Runtime.CompilerServices;
using Lifecycle.Interactive.Commands;
using Lifecycle.Interactive.Input;
using Lifecycle.Interactive.Scripting;

// Where users look for it.
namespace Lifecycle;

/// <summary>A prompt over a running worker.</summary>
public static class InteractiveWorker
{
    private const int Failure = 1;
    private const int StopFailure = 3;

    /// <summary>
    /// Starts a worker and evaluates the lines of standard input while it is up: C# expressions and statements, in which its units are variables
    /// (<c>store</c> for the property <c>Store</c>), and commands such as <c>:units</c>; <c>:help</c> lists them. Ctrl+C cancels the line or what is evaluated,
    /// the end of the input or SIGTERM stops the worker and ends its life.
    /// </summary>
    /// <remarks>On a terminal there are a prompt, a history and completion; lines from a pipe are evaluated as they come.</remarks>
    /// <param name="worker">The worker; not started yet, or up.</param>
    /// <param name="cancellationToken">Ends the prompt as the end of the input does.</param>
    /// <returns>The exit code: 0, or 1 if the start failed, 3 if the stop did.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="worker"/> is <see langword="null"/>.</exception>
    /// <exception cref="PlatformNotSupportedException">The program is native: what is typed is compiled at run time.</exception>
    public static async Task<int> RunInteractiveAsync(this LifecycleWorker worker, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new PlatformNotSupportedException(
                "RunInteractiveAsync compiles what is typed, which a native program cannot: run it with the JIT (dotnet run).");
        }

        try
        {
            await worker.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is LifecycleException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{worker.Plan.Worker} could not be started: {fault.Message}").ConfigureAwait(false);
            await StopAsync(worker).ConfigureAwait(false);
            return Failure;
        }

        using var interrupts = new Interrupts(cancellationToken);
        var evaluator = new Evaluator(worker);
        var commands = new CommandTable(worker, evaluator);
        ILineReader reader = TerminalReader.IsSupported ? new TerminalReader(commands, evaluator) : new PipeReader();
        await new Prompt(reader, commands, evaluator, interrupts).RunAsync().ConfigureAwait(false);
        return await StopAsync(worker).ConfigureAwait(false);
    }

    private static async Task<int> StopAsync(LifecycleWorker worker)
    {
        try
        {
            await worker.StopAsync(CancellationToken.None).ConfigureAwait(false);
            return 0;
        }
        catch (LifecycleException fault)
        {
            await Console.Error.WriteLineAsync($"{worker.Plan.Worker} did not stop cleanly: {fault.Message}").ConfigureAwait(false);
            return StopFailure;
        }
        finally
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
    }
}
