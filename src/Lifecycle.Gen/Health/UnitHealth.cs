namespace Lifecycle;

/// <summary>Whether one unit does its work, as far as it is known.</summary>
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

    /// <summary>Whether it does its work.</summary>
    public HealthStatus Status { get; }

    /// <summary>What is wrong; <see langword="null"/> where nothing is known to be.</summary>
    public string? Message => Exception?.Message;

    /// <summary>What is wrong, as it was thrown.</summary>
    public Exception? Exception { get; }

    /// <summary>When its <see cref="HealthCheckAttribute"/> hooks gave their last answer; <see langword="null"/> where there is none.</summary>
    public DateTimeOffset? CheckedAt { get; }

    /// <summary>The id, the status and what is wrong.</summary>
    public override string ToString() => Message is null ? $"{Id}: {Status}" : $"{Id}: {Status} ({Message})";
}
