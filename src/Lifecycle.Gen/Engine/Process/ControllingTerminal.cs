using System.Runtime.InteropServices;

namespace Lifecycle.Engine.Process;

/// <summary>
/// The terminal of the process's session. When it is closed, the kernel takes it away before it sends SIGHUP, so the signal's handler could not
/// find out any more: it is asked for while the program begins.
/// </summary>
internal static class ControllingTerminal
{
    /// <summary>Whether there is one. Not to be asked on Windows.</summary>
    public static bool Exists()
    {
        // Not with the classes for files, which throw where there is no terminal and are 16 KB of a native program.
        var terminal = Open([.. "/dev/tty\0"u8], flags: 0);
        if (terminal < 0)
            return false;

        _ = Close(terminal);
        return true;
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
