using Lifecycle.Runtime;

namespace Lifecycle.Engine.Foundation;

/// <summary>The pauses before further attempts and restarts.</summary>
internal static class RetryDelay
{
    /// <summary>The pause before an attempt, in seconds; the first further one is number 1. Under the lock.</summary>
    public static double Of(EngineScope scope, double seconds, HookDefinition definition, int attempt)
    {
        if (!(seconds > 0))
            return 0;

        var pause = seconds * (definition.Backoff == Backoff.Exponential ? Math.Pow(2, attempt - 1) : attempt);
        return definition.Jitter ? pause * (1 - (scope.Random.NextDouble() / 2)) : pause;
    }
}
