using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lifecycle.Recipes.Child;

[Unit]
public sealed partial class Helper(ProcessStartInfo program)
{
    private const int SigTerm = 15;

    private Process? _process;

    [OnStartup]
    private void Start() => _process = Process.Start(program)!;

    // One that ends by itself is a failure, and stops the worker.
    [Background]
    private async Task WatchAsync(CancellationToken stopping)
    {
        await _process!.WaitForExitAsync(stopping);
        throw new InvalidOperationException($"{program.FileName} ended with {_process.ExitCode}.");
    }

    // Ctrl+C reaches the child too, as it is in the same group of the terminal; a SIGTERM of a supervisor reaches the worker alone.
    [OnShutdown(TimeoutSeconds = 5)]
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        using var process = _process!;
        try
        {
            if (!process.HasExited)
                _ = Kill(process.Id, SigTerm);
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
