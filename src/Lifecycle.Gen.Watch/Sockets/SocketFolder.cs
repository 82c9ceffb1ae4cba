namespace Lifecycle.Watch.Sockets;

/// <summary>The folder of the sockets of a user. The tool has the same rule.</summary>
internal static class SocketFolder
{
    private const string Name = "lifecycle-gen";
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>In the runtime folder of the session where there is one, else beside temporary files.</summary>
    public static string Location => Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
        ? Path.Combine(runtime, Name)
        : Path.Combine(Path.GetTempPath(), $"{Name}-{Environment.UserName}");

    /// <summary>Makes the folder.</summary>
    /// <exception cref="IOException">Others may use it.</exception>
    public static string Make()
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(Location).FullName;

        var folder = Directory.CreateDirectory(Location, Own);
        if (folder.LinkTarget is not null || folder.UnixFileMode != Own)
            throw new IOException($"{folder.FullName} is for the sockets of one user, and others may use it: remove it, or set its mode to 700.");

        return folder.FullName;
    }
}
