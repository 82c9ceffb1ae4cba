using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lifecycle.Samples.Tests.Hosting;

/// <summary>A program under test: started, listened to, sent signals, and never left running.</summary>
internal sealed partial class ProcessHost : IAsyncDisposable
{
    public const int SigHup = 1;
    public const int SigInt = 2;
    public const int SigQuit = 3;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    // Only a hang takes so long, also on a machine that is busy with something else.
    private static readonly TimeSpan s_guard = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];

    private ProcessHost(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
    }

    /// <summary>The lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => Snapshot(_output);

    /// <summary>The lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => Snapshot(_errors);

    public static ProcessHost Start(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        // A shell's background job, as a test run may be, has SIGINT ignored, and its children inherit that. GNU env takes it back and becomes the program.
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=HUP,INT,QUIT,TERM", .. command];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // What `dotnet test` sets for itself, and settings of another shortener, are not for the program under test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SHORTENER_", StringComparison.Ordinal)
            || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        var host = new ProcessHost(new Process { StartInfo = start });
        host._process.Start();
        host._process.StandardInput.Close();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        return host;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string>? environment = null, TimeSpan? guard = null)
    {
        await using var host = Start(command, folder, environment);
        return (await host.WaitForExitAsync(guard), host.Output, host.Errors);
    }

    /// <summary>
    /// The first line of either output, from the start of the program on, that contains the text and is not among the first <paramref name="skip"/>
    /// of these.
    /// </summary>
    public async Task<string> WaitForLineAsync(string containing, int skip = 0)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = skip;
        bool Wanted(string line) => line.Contains(containing, StringComparison.Ordinal) && left-- == 0;
        lock (_lock)
        {
            if (_output.Concat(_errors).FirstOrDefault(Wanted) is { } line)
                return line;

            _waiting.Add((Wanted, found));
        }

        var exited = _process.WaitForExitAsync();
        await Task.WhenAny(found.Task, exited).WaitAsync(s_guard);
        return found.Task.IsCompleted ? await found.Task : throw new InvalidOperationException($"No line contains '{containing}'. {this}");
    }

    public void Signal(int signal)
    {
        if (Kill(_process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent. {this}");
    }

    /// <summary>Signals all processes of the group that the program leads.</summary>
    public void SignalGroup(int signal)
    {
        if (Kill(-_process.Id, signal) != 0)
            throw new InvalidOperationException($"Signal {signal} could not be sent to the group. {this}");
    }

    /// <summary>Repeats a signal until the program has ended, as a person does who is not content with the first.</summary>
    public async Task<int> SignalUntilExitAsync(int signal)
    {
        var exit = WaitForExitAsync();
        while (!exit.IsCompleted && Kill(_process.Id, signal) == 0)
            await Task.WhenAny(exit, Task.Delay(TimeSpan.FromMilliseconds(100)));

        return await exit;
    }

    public async Task<int> WaitForExitAsync(TimeSpan? guard = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(guard ?? s_guard);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The program does not end. {this}", late);
        }

        return _process.ExitCode;
    }

    public override string ToString() =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}\n"
        + $"Output:\n{string.Join('\n', Output)}\nErrors:\n{string.Join('\n', Errors)}";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private List<string> Snapshot(List<string> lines)
    {
        lock (_lock)
            return [.. lines];
    }

    private void Take(List<string> lines, string? line)
    {
        if (line is null)
            return;

        lock (_lock)
        {
            lines.Add(line);
            foreach (var (wanted, found) in _waiting)
            {
                if (!found.Task.IsCompleted && wanted(line))
                    found.SetResult(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
