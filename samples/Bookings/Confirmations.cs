using System.Threading.Channels;
using Lifecycle;

namespace Bookings;

/// <summary>Confirms bookings one after another, apart from the requests that make them. A stop confirms what was accepted, and loses none.</summary>
[Unit]
internal sealed partial class Confirmations(IBookingStore store, ISettings<BookingOptions> settings, ILogger<Confirmations> logger)
{
    private Channel<long> _accepted = Channel.CreateUnbounded<long>();

    public ValueTask AcceptAsync(long id, CancellationToken cancellationToken) => _accepted.Writer.WriteAsync(id, cancellationToken);

    [OnStartup]
    private void Open() => _accepted = Channel.CreateBounded<long>(settings.Current.QueueLength);

    // Without the token, which would end it before the queue is empty: it ends with the queue, which the drain closes.
    [Background]
    private async Task ConfirmAsync()
    {
        await foreach (var id in _accepted.Reader.ReadAllAsync())
        {
            await store.ConfirmAsync(id, CancellationToken.None);
            LogConfirmed(id);
        }
    }

    [OnDrain]
    private async Task EmptyAsync(CancellationToken cancellationToken)
    {
        _accepted.Writer.TryComplete();
        await _accepted.Reader.Completion.WaitAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Booking {Id} is confirmed")]
    private partial void LogConfirmed(long id);
}
