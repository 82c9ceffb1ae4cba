using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Lifecycle.Package.Tests;

/// <summary>A program that runs until it is stopped, ended with all that it has started.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    // Only a hang takes so long: `dotnet watch` builds the project first.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];
    private int _openStreams = 2;

    public RunningProgram(string program, string folder, params string[] arguments)
    {
        _process = new Process { StartInfo = DotnetCommand.Prepare(program, folder, arguments) };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        void Take(string? line)
        {
            if (line is not null)
                _lines.Writer.TryWrite(line);
            else if (Interlocked.Decrement(ref _openStreams) == 0)
                _lines.Writer.Complete();
        }
    }

    /// <summary>Reads on until each of the texts was in a line, in whichever order, and gives the line of the first text.</summary>
    public async Task<string> UntilAsync(params string[] texts)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        var first = "";
        var missing = texts.ToHashSet(StringComparer.Ordinal);
        try
        {
            while (missing.Count > 0)
            {
                var line = await _lines.Reader.ReadAsync(limit.Token);
                _seen.Add(line);
                missing.RemoveWhere(text => line.Contains(text, StringComparison.Ordinal));
                if (line.Contains(texts[0], StringComparison.Ordinal))
                    first = line;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} did not print '{string.Join("', '", missing)}':\n{string.Join('\n', _seen)}");
        }

        return first;
    }

    /// <summary>Asks the program to end (SIGTERM), and gives its exit code and all that it has printed.</summary>
    public async Task<CommandResult> StopAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_limit);
        var signal = await DotnetCommand.RunProgramAsync("kill", ".", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        signal.MustSucceed();
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            await foreach (var line in _lines.Reader.ReadAllAsync(limit.Token))
                _seen.Add(line);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} did not end:\n{string.Join('\n', _seen)}");
        }

        return new CommandResult(_process.ExitCode, string.Join('\n', _seen));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
