using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Lifecycle.Interactive.Tests;

/// <summary>The program with a prompt, as a process whose input is a pipe, or the keys of a pseudo-terminal.</summary>
internal sealed partial class InteractiveProgram : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _seen = new();
    private readonly Task _reading;
    private readonly Task<string> _errors;
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _found;

    private InteractiveProgram(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        _reading = ReadAsync();
    }

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    private static string Assembly { get; } = Path.Combine(
        RepositoryRoot, "tests/Lifecycle.Gen.Interactive.Program/bin", Metadata("Configuration"), "net10.0/Lifecycle.Gen.Interactive.Program.dll");

    /// <summary>Lines from a pipe.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> PipeAsync(string lines, params string[] arguments)
    {
        using var process = Start("dotnet", [Assembly, .. arguments]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(lines);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(s_limit);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>
    /// On a pseudo-terminal, which the program cannot tell from a real one. A shell's background job, as a test run may be, has SIGINT ignored, and its
    /// children inherit that. The terminal has no other process (exec): a shell between would end with 130 after Ctrl+C.
    /// </summary>
    public static InteractiveProgram OnTerminal() =>
        new(Start("script", ["--quiet", "--return", "--echo", "never", "--command", $"exec env --default-signal=INT dotnet {Assembly}", "/dev/null"]));

    /// <summary>Presses keys.</summary>
    public async Task TypeAsync(string keys)
    {
        await _process.StandardInput.WriteAsync(keys);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until the terminal shows a text, after what was waited for before.</summary>
    public async Task SeesAsync(string text)
    {
        while (true)
        {
            Task more;
            lock (_seen)
            {
                var at = _seen.ToString().IndexOf(text, _found, StringComparison.Ordinal);
                if (at >= 0)
                {
                    _found = at + text.Length;
                    return;
                }

                more = _more.Task;
            }

            try
            {
                await more.WaitAsync(s_limit);
            }
            catch (TimeoutException)
            {
                Assert.Fail($"There is no '{text}' in:\n{_seen}");
            }
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(s_limit);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        await _process.WaitForExitAsync();
        await _errors;
        _process.Dispose();
    }

    private static string Metadata(string key) =>
        typeof(InteractiveProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static Process Start(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Where one of the variables of a build server is set, no terminal is believed to be one: only those that .NET needs are handed on.
        var kept = start.Environment.Where(static variable => variable.Key is "PATH" or "HOME" || variable.Key.StartsWith("DOTNET_", StringComparison.Ordinal))
            .ToList();
        start.Environment.Clear();
        foreach ((var name, var value) in kept)
            start.Environment[name] = value;

        start.Environment["TERM"] = "xterm-256color";
        return Process.Start(start)!;
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_seen)
            {
                // Without the sequences that move the cursor and colour.
                _seen.Append(Sequence().Replace(new string(buffer, 0, count), ""));
                _more.SetResult();
                _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;?]*[a-zA-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sequence();
}
