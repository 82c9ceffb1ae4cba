namespace Lifecycle.Engine.Process;

/// <summary>
/// The terminal of the process's session. When it is closed, the kernel takes it away before it sends SIGHUP, so the signal's handler could not
/// find out any more: it is asked for while the program begins.
/// </summary>
internal static class ControllingTerminal
{
    private const string Status = "/proc/self/stat";

    /// <summary>Process, parent, group and session come before it, and the name of the program, which may contain anything, before these.</summary>
    private const int FieldAfterName = 5;

    /// <summary>Whether there is one. Not to be asked on Windows.</summary>
    public static bool Exists()
    {
        if (!OperatingSystem.IsLinux())
            return CanBeOpened();

        try
        {
            using var file = File.OpenHandle(Status);
            Span<byte> text = stackalloc byte[512];
            return IsNamedIn(text[..RandomAccess.Read(file, text, fileOffset: 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CanBeOpened(); // There is no /proc.
        }
    }

    /// <summary>Whether the device number of the terminal in the text of <c>/proc/self/stat</c> is one.</summary>
    public static bool IsNamedIn(ReadOnlySpan<byte> status)
    {
        // Plain loops: what searches in a span is generic, which in a fresh process is more for the JIT.
        var at = status.Length - 1;
        while (at >= 0 && status[at] != ')')
            at--;

        for (var field = 0; field < FieldAfterName; at++)
        {
            if (at + 1 >= status.Length)
                return false;

            if (status[at + 1] == ' ')
                field++;
        }

        return at + 1 < status.Length && status[at + 1] != '0';
    }

    private static bool CanBeOpened()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
