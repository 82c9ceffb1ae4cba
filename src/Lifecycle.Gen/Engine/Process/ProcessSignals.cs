using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>The process that the runtime is part of.</summary>
internal sealed class ProcessSignals : IProcess
{
    public static readonly ProcessSignals Instance = new();

    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    public IDisposable Listen(Action<PosixSignal> onSignal)
    {
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

    public void Exit(int code) => Environment.Exit(code);

#pragma warning disable RS0030 // The one place where the runtime writes: what failed, when there is no logger and nobody to throw it to.
    public void WriteError(string text) => Console.Error.Write(text);
#pragma warning restore RS0030

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
