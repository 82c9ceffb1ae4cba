using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>The process that the runtime is part of.</summary>
internal sealed class ProcessSignals : IProcess
{
    public static readonly ProcessSignals Instance = new();

    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    /// <summary>How long the handlers of the process's exit have when it is forced.</summary>
    public static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(1);

    /// <summary>How long the report may take.</summary>
    public static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(5);

    public bool HasTerminal { get; private set; }

    public int ExitCode => Environment.ExitCode;

    public IDisposable Listen(Action<PosixSignal> onSignal)
    {
        HasTerminal = !OperatingSystem.IsWindows() && ControllingTerminal.Exists();
        var registrations = new Registrations(s_signals.Length);
        for (var i = 0; i < s_signals.Length; i++)
        {
            registrations.All[i] = PosixSignalRegistration.Create(s_signals[i], context =>
            {
                context.Cancel = true;
                if (OperatingSystem.IsWindows())
                    registrations.RaiseOnWindows(context.Signal, onSignal);
                else
                    onSignal(context.Signal);
            });
        }

        return registrations;
    }

    /// <summary>What Windows means by a signal: SIGHUP is how .NET passes on that the console is closed, and nothing can be reloaded then.</summary>
    public static PosixSignal OnWindows(PosixSignal signal) => signal == PosixSignal.SIGHUP ? PosixSignal.SIGTERM : signal;

    /// <summary>
    /// Handlers of the process's exit are code of the program, and some wait for what the stop that is cut short would have done. They have a limit; then
    /// the process ends without what is left of them. On Windows they have none.
    /// </summary>
    public void Exit(int code)
    {
        var exit = new Thread(() => Environment.Exit(code)) { IsBackground = true };
        exit.UnsafeStart();
        if (!exit.Join(ExitLimit) && !OperatingSystem.IsWindows())
            ExitWithoutHandlers(code);
    }

    /// <summary>
    /// On a thread of its own, because a pipe that is full, or a terminal that is held, takes nothing and blocks the thread that writes. Where standard error
    /// is closed or its device full, there is no other place to write to: the exit code, or the exception that leaves the program, still tells.
    /// </summary>
    public void WriteError(string text)
    {
        var write = new Thread(() =>
        {
            try
            {
#pragma warning disable RS0030 // The one place where the runtime writes: what failed, when there is no logger and no caller to throw it to.
                Console.Error.Write(text);
#pragma warning restore RS0030
            }
            catch (Exception)
            {
                // See above.
            }
        })
        {
            IsBackground = true,
        };
        write.UnsafeStart();
        write.Join(WriteLimit);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void ExitWithoutHandlers(int code);

    private sealed class Registrations(int count) : IDisposable
    {
        public readonly PosixSignalRegistration?[] All = new PosixSignalRegistration?[count];

        private volatile bool _ending;

        /// <summary>
        /// When the console is closed or the machine shut down, Windows ends the process as soon as the handler returns, whatever it answers. So it
        /// does not: the process ends with its main thread, or when Windows loses patience (five seconds after a console is closed).
        /// </summary>
        public void RaiseOnWindows(PosixSignal signal, Action<PosixSignal> onSignal)
        {
            var meaning = OnWindows(signal);
            _ending |= meaning == PosixSignal.SIGTERM;
            onSignal(meaning);
            if (meaning == PosixSignal.SIGTERM)
                new ManualResetEventSlim().Wait();
        }

        public void Dispose()
        {
            // Windows would wait here for the handler that waits for the process to end.
            for (var i = 0; i < All.Length && !_ending; i++)
                All[i]?.Dispose();
        }
    }
}
