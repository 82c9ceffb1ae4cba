using Microsoft.AspNetCore.Http;

namespace Shortener;

/// <summary>Where requests wait while the units behind it are down for a reload.</summary>
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

    /// <summary>Holds back who comes from now on, and completes when all who are inside have left.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            if (_opened.Task.IsCompleted)
                _opened = NewSource();
            return _inside.Count == 0 ? Task.CompletedTask : (_empty ??= NewSource()).Task;
        }
    }

    /// <summary>Cuts the connections of those who do not leave by themselves.</summary>
    public void Abort()
    {
        HttpContext[] late;
        lock (_lock)
            late = [.. _inside];
        foreach (var context in late)
            context.Abort();
    }

    /// <summary>Nothing behind the gate comes up again: turns away who waits.</summary>
    public void GiveUp() => _opened.TrySetCanceled();

    /// <summary>Lets a request through when the gate is open.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        while (!TryEnter(context, out var opened))
        {
            try
            {
                await opened.WaitAsync(context.RequestAborted);
            }
            catch (OperationCanceledException) when (opened.IsCanceled)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.Connection = "close";
                return;
            }
        }

        try
        {
            await next(context);
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
