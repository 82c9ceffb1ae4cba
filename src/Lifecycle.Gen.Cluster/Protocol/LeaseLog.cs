using Microsoft.Extensions.Logging;

namespace Lifecycle.Protocol;

/// <summary>The messages. Event ids are part of the public contract: never change one.</summary>
internal sealed partial class LeaseLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(200, LogLevel.Information, "Lease {Lease} is taken, with the token {Token}")]
    public partial void Taken(string lease, long token);

    [LoggerMessage(201, LogLevel.Information, "Lease {Lease} is released")]
    public partial void Released(string lease);

    [LoggerMessage(202, LogLevel.Error, "Lease {Lease} is lost; in {Seconds:0.###} s another process may take it, and its units are stopped")]
    public partial void Lost(string lease, double seconds, Exception? exception);

    [LoggerMessage(203, LogLevel.Critical, "Lease {Lease} has ended, and these units are still up: {Units}")]
    public partial void StillUp(string lease, string units);

    [LoggerMessage(204, LogLevel.Error, "The units of lease {Lease} did not start; another process has its turn")]
    public partial void NotStarted(string lease, Exception exception);

    [LoggerMessage(205, LogLevel.Error, "The units of lease {Lease} did not stop as they should")]
    public partial void NotStopped(string lease, Exception exception);

    [LoggerMessage(206, LogLevel.Warning, "Lease {Lease} could not be renewed yet; it is tried again until it is lost")]
    public partial void NotRenewed(string lease, Exception exception);

    [LoggerMessage(207, LogLevel.Warning, "Lease {Lease} could not be released; the next process waits for its time of {Seconds:0.###} s")]
    public partial void NotReleased(string lease, double seconds, Exception exception);

    [LoggerMessage(208, LogLevel.Warning, "Lease {Lease} could not be read or taken; it is tried again")]
    public partial void NotRead(string lease, Exception exception);

    [LoggerMessage(209, LogLevel.Debug, "The store cannot tell of changes of lease {Lease} at present; it is looked at from time to time")]
    public partial void NotTold(string lease, Exception exception);

    [LoggerMessage(210, LogLevel.Error, "A callback on the loss of lease {Lease} failed")]
    public partial void CallbackFailed(string lease, Exception exception);

    [LoggerMessage(211, LogLevel.Error, "Lease {Lease} is not released, because a hook of its units was given up and may still run; it ends by its time")]
    public partial void NotReleasable(string lease);
}
