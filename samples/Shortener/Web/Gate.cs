using Microsoft.AspNetCore.Http;

namespace Shortener;

/// <summary>Nothing behind the gate comes up again.</summary>
internal sealed class GateClosedException : Exception;

/// <summary>
/// Where requests wait while the units behind it are down for a reload. Only work on those units is inside: a body that is still arriving, or
/// an answer that the client does not take, is outside, so that a slow client holds up nothing.
/// </summary>
internal sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly HashSet<HttpContext> _inside = [];
    private TaskCompletionSource _opened = NewSource();
    private TaskCompletionSource? _empty;

    public void Open()
    {
        lock (_lock)
        {
            if (_opened.Task.IsCanceled)
                _opened = NewSource();
            _opened.TrySetResult();
        }
    }

    /// <summary>Holds back what comes from now on, and completes when all that is inside has left.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            if (_opened.Task.IsCompleted)
                _opened = NewSource();
            return _inside.Count == 0 ? Task.CompletedTask : (_empty ??= NewSource()).Task;
        }
    }

    /// <summary>Cuts the connections of the requests inside, which cancels what they wait for.</summary>
    public void Abort()
    {
        HttpContext[] late;
        lock (_lock)
            late = [.. _inside];
        foreach (var context in late)
            context.Abort();
    }

    /// <summary>Nothing behind the gate comes up again: turns away what waits.</summary>
    public void GiveUp() => _opened.TrySetCanceled();

    /// <summary>Does a request's work when the gate is open.</summary>
    /// <exception cref="GateClosedException">It will not open again.</exception>
    /// <exception cref="OperationCanceledException">The request was aborted.</exception>
    public async Task<T> PassAsync<T>(HttpContext context, Func<ValueTask<T>> work)
    {
        while (!TryEnter(context, out var opened))
        {
            try
            {
                await opened.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException) when (opened.IsCanceled)
            {
                throw new GateClosedException();
            }
        }

        try
        {
            return await work();
        }
        finally
        {
            Leave(context);
        }
    }

    private bool TryEnter(HttpContext context, out Task opened)
    {
        lock (_lock)
        {
            opened = _opened.Task;
            return opened.IsCompletedSuccessfully && _inside.Add(context);
        }
    }

    private void Leave(HttpContext context)
    {
        lock (_lock)
        {
            _inside.Remove(context);
            if (_inside.Count > 0)
                return;

            _empty?.TrySetResult();
            _empty = null;
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
