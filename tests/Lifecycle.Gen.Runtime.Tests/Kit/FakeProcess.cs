using System.Runtime.InteropServices;
using Lifecycle.Engine.Process;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>A process that the test plays.</summary>
internal sealed class FakeProcess : IProcess, IDisposable
{
    private Action<PosixSignal>? _onSignal;

    public bool IsListening => _onSignal is not null;

    public bool HasTerminal { get; init; }

    /// <summary>What the program has set.</summary>
    public int ExitCode { get; set; }

    /// <summary>What it was ended with at once.</summary>
    public int? ForcedCode { get; private set; }

    public string? Errors { get; private set; }

    public IDisposable Listen(Action<PosixSignal> onSignal)
    {
        _onSignal = onSignal;
        return this;
    }

    public void Raise(PosixSignal signal) => _onSignal!(signal);

    public void Exit(int code) => ForcedCode = code;

    public void WriteError(string text) => Errors += text;

    public void Dispose() => _onSignal = null;
}
