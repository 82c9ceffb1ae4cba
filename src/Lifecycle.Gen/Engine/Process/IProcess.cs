using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>What <see cref="ProcessRun"/> needs of the process; tests have their own.</summary>
internal interface IProcess
{
    /// <summary>Calls back at each signal until disposed.</summary>
    IDisposable Listen(Action<PosixSignal> onSignal);

    /// <summary>Ends the process at once.</summary>
    void Exit(int code);

    void WriteError(string text);
}
