using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Passes;

/// <summary>One iteration of a lifespan: moved forward once on the way up and once on the way down, and disposed once, by the half that ends it.</summary>
internal sealed class Lifespan(LifespanTable table, int slot, int generation, int hook, HookSource source)
{
    private const string Rule = "a lifespan is startup up to its only 'yield return' and shutdown after it";
    private const string NoYield = "it ended without a 'yield return', so it has no second half; " + Rule;
    private const string SecondYield = "it came to a second 'yield return' and was ended there; " + Rule;

    private IAsyncDisposable? _iterator;
    private Func<ValueTask<bool>>? _moveNext;

    public int Slot => slot;

    /// <summary>The visit that its first half belongs to.</summary>
    public int Generation => generation;

    /// <summary>Its number, see <see cref="Runtime.Hook"/>.</summary>
    public int Hook => hook;

    /// <summary>The one token that the iterator has for its whole life: it follows that of the half which runs, and none between.</summary>
    public HookSource Source => source;

    /// <summary>The first half.</summary>
    public async Task BeginAsync(IAsyncDisposable iterator, Func<ValueTask<bool>> moveNext)
    {
        _iterator = iterator;
        _moveNext = moveNext;
        var yielded = false;
        try
        {
            yielded = await moveNext().ConfigureAwait(false);
        }
        finally
        {
            Source.Release();
            if (!yielded || !table.TryKeep(this))
                await iterator.DisposeAsync().ConfigureAwait(false);
        }

        if (!yielded)
            throw new InvalidOperationException(NoYield);
    }

    /// <summary>The second half.</summary>
    public async Task EndAsync(CancellationToken stopping)
    {
        var again = false;
        AggregateException? callbacks = null;
        try
        {
            Source.Follow(stopping);
        }
        catch (AggregateException e)
        {
            callbacks = e; // The time is over: the token is cancelled at once, and what is registered with it throws. The second half runs all the same.
        }

        try
        {
            again = await _moveNext!().ConfigureAwait(false);
        }
        catch (Exception e) when (callbacks is not null)
        {
            throw new AggregateException([e, .. callbacks.InnerExceptions]);
        }
        finally
        {
            if (!again)
            {
                Source.Release();
                await _iterator!.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (again)
            throw await EndEarlyAsync().ConfigureAwait(false);

        if (callbacks is not null)
            throw callbacks;
    }

    private async Task<Exception> EndEarlyAsync()
    {
        try
        {
            await _iterator!.DisposeAsync().ConfigureAwait(false);
            return new InvalidOperationException(SecondYield);
        }
        catch (Exception e)
        {
            return new InvalidOperationException(SecondYield, e);
        }
        finally
        {
            Source.Release();
        }
    }
}
