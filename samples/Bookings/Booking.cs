using System.Text.Json.Serialization;

namespace Bookings;

/// <summary>A room for a day.</summary>
internal sealed record Booking(long Id, string Room, DateOnly Day, string Guest, bool IsConfirmed);

/// <summary>What a client sends.</summary>
internal sealed record BookingRequest(string Room, DateOnly Day, string Guest);

[JsonSerializable(typeof(Booking))]
[JsonSerializable(typeof(BookingRequest))]
internal sealed partial class BookingJson : JsonSerializerContext;
