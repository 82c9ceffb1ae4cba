namespace Lifecycle;

/// <summary>
/// Reads what exceptions say of themselves. Their members are code of the program: they may throw, for example where a trimmed program has lost the
/// resources of its messages, or give nothing, and neither may change what follows a failure.
/// </summary>
internal static class ExceptionText
{
    /// <summary>The message.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message ?? exception.GetType().ToString();
        }
        catch (Exception e)
        {
            return exception.GetType() + " (its message cannot be read: " + e.GetType() + ")";
        }
    }

    /// <summary>Type, message, causes and stack trace: what <see cref="Exception.ToString"/> gives, or where that fails, what can be read of it.</summary>
    public static string Of(Exception exception)
    {
        try
        {
            return exception.ToString() ?? PartsOf(exception);
        }
        catch (Exception)
        {
            return PartsOf(exception); // This says which part cannot be read.
        }
    }

    /// <summary>The same, put together from what can be read.</summary>
    public static string PartsOf(Exception exception)
    {
        var type = exception.GetType().ToString();
        var message = MessageOf(exception);
        var text = message.StartsWith(type, StringComparison.Ordinal) ? message : type + ": " + message;
        if (exception.InnerException is { } cause)
            text += Environment.NewLine + " ---> " + Of(cause) + Environment.NewLine + "   --- End of inner exception stack trace ---";

        return StackTraceOf(exception) is { Length: > 0 } stackTrace ? text + Environment.NewLine + stackTrace : text;
    }

    /// <summary>Whether it and its causes can be read by code that takes no care.</summary>
    public static bool IsReadable(Exception exception)
    {
        try
        {
            for (var cause = exception; cause is not null; cause = cause.InnerException)
                _ = (cause.Message.Length, cause.StackTrace, cause.ToString().Length);

            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static string? StackTraceOf(Exception exception)
    {
        try
        {
            return exception.StackTrace;
        }
        catch (Exception e)
        {
            return "   (its stack trace cannot be read: " + e.GetType() + ")";
        }
    }
}
