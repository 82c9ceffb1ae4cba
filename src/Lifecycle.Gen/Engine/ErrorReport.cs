using System.Globalization;
using System.Text;

namespace Lifecycle.Engine;

/// <summary>The cause of a non-zero exit code as text: a first line that says it all, then where and why.</summary>
internal static class ErrorReport
{
    public static string Write(LifecycleException error)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"error: {FirstLine(error.Message)}\n");
        Describe(text, error, "  ");
        return text.ToString();
    }

    private static void Describe(StringBuilder text, LifecycleException error, string indent)
    {
        Line(text, indent, "unit:  ", error.Unit);
        Line(text, indent, "hook:  ", error.Hook);
        Line(text, indent, "phase: ", error.Phase);
        if (error.InnerException is { } cause)
        {
            foreach (string line in cause.ToString().ReplaceLineEndings("\n").Split('\n'))
                text.Append(indent).Append(line).Append('\n');
        }

        int number = 0;
        foreach (Exception other in error.Others)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}also ({++number} of {error.Others.Count}): {FirstLine(other.Message)}\n");
            if (other is LifecycleException failure)
                Describe(text, failure, indent + "  ");
        }
    }

    private static void Line(StringBuilder text, string indent, string label, string? value)
    {
        if (value is not null)
            text.Append(indent).Append(label).Append(value).Append('\n');
    }

    private static string FirstLine(string message)
    {
        int end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
