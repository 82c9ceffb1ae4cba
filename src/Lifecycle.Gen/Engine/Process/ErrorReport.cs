using System.Globalization;
using System.Text;

namespace Lifecycle.Engine.Process;

/// <summary>The cause of a non-zero exit code as text: a first line that says it all, then where and why.</summary>
/// <remarks>Written with what every native program has anyway: formatting, splitting and searching text would bring more of .NET into all of them.</remarks>
internal static class ErrorReport
{
    public static string Write(LifecycleException error)
    {
        var text = new StringBuilder();
        text.Append("error: ").Append(FirstLine(error.Message)).Append('\n');
        Describe(text, error, "  ", [error]);
        return text.ToString();
    }

    private static void Describe(StringBuilder text, LifecycleException error, string indent, List<Exception> told)
    {
        Line(text, indent, "unit:  ", error.Unit);
        Line(text, indent, "hook:  ", error.Hook);
        Line(text, indent, "phase: ", error.Phase);
        if (error.InnerException is { } cause)
            Lines(text, indent, ExceptionText.Of(cause));

        var number = 0;
        var others = error.TakeUntold(told);
        foreach (var other in others)
        {
            text.Append(indent).Append("also (").Append((++number).ToString(CultureInfo.InvariantCulture)).Append(" of ")
                .Append(others.Count.ToString(CultureInfo.InvariantCulture)).Append("): ").Append(FirstLine(ExceptionText.MessageOf(other))).Append('\n');
            if (other is LifecycleException failure)
                Describe(text, failure, indent + "  ", told);
        }
    }

    private static void Lines(StringBuilder text, string indent, string lines)
    {
        var at = 0;
        while (at <= lines.Length)
        {
            var line = FirstLine(lines[at..]);
            text.Append(indent).Append(line).Append('\n');
            at += line.Length;
            at += at + 1 < lines.Length && lines[at] == '\r' && lines[at + 1] == '\n' ? 2 : 1;
        }
    }

    private static void Line(StringBuilder text, string indent, string label, string? value)
    {
        if (value is not null)
            text.Append(indent).Append(label).Append(value).Append('\n');
    }

    private static string FirstLine(string message)
    {
        var end = 0;
        while (end < message.Length && message[end] is not ('\r' or '\n'))
            end++;

        return message[..end];
    }
}
