namespace Bookings;

internal static class BookingEndpoints
{
    public static void MapBookings(this IEndpointRouteBuilder endpoints)
    {
        // Units are services: the instances of the worker.
        endpoints.MapPost("/bookings", async Task<IResult> (
            BookingRequest request, IBookingStore store, Confirmations confirmations, CancellationToken aborted) =>
        {
            if (string.IsNullOrWhiteSpace(request.Room) || string.IsNullOrWhiteSpace(request.Guest))
                return Results.BadRequest();
            if (await store.AddAsync(request, aborted) is not { } booking)
                return Results.Conflict();

            await confirmations.AcceptAsync(booking.Id, CancellationToken.None); // It is stored: the client that leaves now has it.
            return Results.Created($"/bookings/{booking.Id}", booking);
        }).Produces<Booking>(StatusCodes.Status201Created).Produces(StatusCodes.Status400BadRequest).Produces(StatusCodes.Status409Conflict);

        endpoints.MapGet("/bookings/{id:long}", async Task<IResult> (long id, IBookingStore store, CancellationToken aborted) =>
            await store.FindAsync(id, aborted) is { } booking ? Results.Ok(booking) : Results.NotFound())
            .Produces<Booking>().Produces(StatusCodes.Status404NotFound);
    }
}
