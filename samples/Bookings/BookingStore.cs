using System.Globalization;
using Lifecycle;

namespace Bookings;

internal interface IBookingStore
{
    /// <summary>The new booking; <see langword="null"/> if the room is taken on that day.</summary>
    Task<Booking?> AddAsync(BookingRequest request, CancellationToken cancellationToken);

    Task<Booking?> FindAsync(long id, CancellationToken cancellationToken);

    Task ConfirmAsync(long id, CancellationToken cancellationToken);
}

/// <summary>Bookings in the database. A unit without hooks: only its constructor.</summary>
[Unit]
internal sealed partial class BookingStore(Database database) : IBookingStore
{
    public async Task<Booking?> AddAsync(BookingRequest request, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            "INSERT INTO booking (room, day, guest) VALUES (@room, @day, @guest) ON CONFLICT DO NOTHING RETURNING id",
            ("@room", request.Room), ("@day", request.Day.ToString("O", CultureInfo.InvariantCulture)), ("@guest", request.Guest));
        return await command.ExecuteScalarAsync(cancellationToken) is long id
            ? new Booking(id, request.Room, request.Day, request.Guest, IsConfirmed: false)
            : null;
    }

    public async Task<Booking?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.Command("SELECT room, day, guest, confirmed FROM booking WHERE id = @id", ("@id", id));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;

        var day = DateOnly.ParseExact(reader.GetString(1), "O", CultureInfo.InvariantCulture);
        return new Booking(id, reader.GetString(0), day, reader.GetString(2), reader.GetBoolean(3));
    }

    public async Task ConfirmAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.Command("UPDATE booking SET confirmed = TRUE WHERE id = @id", ("@id", id));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
