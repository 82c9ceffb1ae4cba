using System.Runtime.InteropServices;

namespace Lifecycle.Interactive.Input;

/// <summary>Ctrl+C cancels what is under way, a line or an evaluation; SIGTERM and the caller's token end the prompt.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private CancellationTokenSource? _current;

    public Interrupts(CancellationToken cancellationToken)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            Volatile.Read(ref _current)?.Cancel();
        });
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            _end.Cancel();
        });
    }

    /// <summary>Cancelled when the prompt is to end.</summary>
    public CancellationToken End => _end.Token;

    /// <summary>A token for what begins now; the one before is no longer cancelled.</summary>
    public CancellationToken Begin()
    {
        var current = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        Volatile.Write(ref _current, current);
        return current.Token;
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
    }
}
