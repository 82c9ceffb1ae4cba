namespace Lifecycle.Tool;

/// <summary>What was asked for cannot be done. The message says what, where and what to do; the exit code is <see cref="ExitCodes.Trouble"/>.</summary>
internal sealed class ToolException(string message) : Exception(message);

/// <summary>What the commands end with, as those of <c>diff</c>.</summary>
internal static class ExitCodes
{
    /// <summary>Done; no difference, no finding.</summary>
    public const int Good = 0;

    /// <summary>Done; plans differ, or there are findings.</summary>
    public const int Found = 1;

    /// <summary>Not done.</summary>
    public const int Trouble = 2;
}
