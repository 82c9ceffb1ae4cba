namespace Lifecycle;

/// <summary>The health of one unit at one moment.</summary>
public sealed class UnitHealth
{
    internal UnitHealth(string id, HealthStatus status, Exception? exception, DateTimeOffset? checkedAt)
    {
        Id = id;
        Status = status;
        Exception = exception;
        CheckedAt = checkedAt;
    }

    /// <summary>The id of the unit.</summary>
    public string Id { get; }

    /// <summary>The health of the unit.</summary>
    public HealthStatus Status { get; }

    /// <summary>The message of <see cref="Exception"/>; <see langword="null"/> if no failure is known.</summary>
    public string? Message => Exception is null ? null : ExceptionText.MessageOf(Exception);

    /// <summary>The last failure, of a check or of a task of the unit; <see langword="null"/> if none is known.</summary>
    public Exception? Exception { get; }

    /// <summary>The time of the last result of its <see cref="HealthCheckAttribute"/> hooks; <see langword="null"/> if there is none.</summary>
    public DateTimeOffset? CheckedAt { get; }

    /// <summary>The id, the status and the message.</summary>
    public override string ToString() => Message is null ? $"{Id}: {Status}" : $"{Id}: {Status} ({Message})";
}
