using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>What <see cref="ProcessRun"/> needs of the process; tests have their own.</summary>
internal interface IProcess
{
    /// <summary>Whether the process began with a controlling terminal: then SIGHUP means that the terminal is gone.</summary>
    bool HasTerminal { get; }

    /// <summary>The exit code that the program has set for itself; 0 where it has not.</summary>
    int ExitCode { get; }

    /// <summary>Calls back at each signal until disposed.</summary>
    IDisposable Listen(Action<PosixSignal> onSignal);

    /// <summary>Ends the process at once.</summary>
    void Exit(int code);

    /// <summary>Writes to standard error. Throws nothing, and returns within a limit although standard error takes nothing.</summary>
    void WriteError(string text);
}
