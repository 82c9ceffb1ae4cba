using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A process that the test plays.</summary>
internal sealed class FakeProcess : IProcess, IDisposable
{
    private Action<PosixSignal>? _onSignal;

    public bool IsListening => _onSignal is not null;

    public int? ExitCode { get; private set; }

    public string? Errors { get; private set; }

    public IDisposable Listen(Action<PosixSignal> onSignal)
    {
        _onSignal = onSignal;
        return this;
    }

    public void Raise(PosixSignal signal) => _onSignal!(signal);

    public void Exit(int code) => ExitCode = code;

    /// <summary>Standard error is closed, or its device is full.</summary>
    public bool ErrorsAreFull { get; init; }

    public void WriteError(string text) => Errors = ErrorsAreFull ? throw new IOException("No space left on device") : Errors + text;

    public void Dispose() => _onSignal = null;
}
