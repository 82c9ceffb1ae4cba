namespace Lifecycle.Generator;

/// <summary>A step's result, or why there is none: one broken unit must not take every other generated file with it.</summary>
/// <param name="Value">The result.</param>
/// <param name="Failure">What to report as LCG9001 where there is no result.</param>
internal sealed record Outcome<T>(T? Value, Failure? Failure)
    where T : class;

/// <summary>The generator's own fault.</summary>
/// <param name="Step">Where.</param>
/// <param name="Error">The exception and where it was thrown.</param>
/// <param name="Subject">What was worked on.</param>
internal sealed record Failure(string Step, string Error, string Subject);

/// <summary>Runs steps so that their exceptions become data.</summary>
internal static class Outcome
{
    /// <summary>Runs a step on a subject.</summary>
    public static Outcome<TOut> Of<TIn, TOut>(
        string step,
        TIn input,
        Func<TIn, string> subject,
        Func<TIn, CancellationToken, TOut?> run,
        CancellationToken token)
        where TOut : class
    {
        try
        {
            return new(run(input, token), Failure: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new(Value: null, FailureOf(step, exception, subject(input)));
        }
    }

    /// <summary>An exception as data: its first frame, because that is what a report needs, and no line break, which a build's output would cut.</summary>
    public static Failure FailureOf(string step, Exception exception, string subject)
    {
        var frame = exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim();
        return new(step, $"{exception.GetType().Name}: {exception.Message.Replace('\n', ' ')} {frame}", subject);
    }
}
