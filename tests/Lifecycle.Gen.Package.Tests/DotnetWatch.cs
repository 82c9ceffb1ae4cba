using System.Diagnostics;
using System.Threading.Channels;

namespace Lifecycle.Package.Tests;

/// <summary>`dotnet watch run` in a folder, ended with all that it has started.</summary>
public sealed class DotnetWatch : IAsyncDisposable
{
    // Only a hang takes so long: it builds the project.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];

    public DotnetWatch(string folder, params string[] arguments)
    {
        _process = new Process { StartInfo = DotnetCommand.Prepare("dotnet", folder, ["watch", "--non-interactive", .. arguments, "run"]) };
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
        catch (OperationCanceledException)
        {
            Assert.Fail($"dotnet watch did not print '{string.Join("', '", missing)}':\n{string.Join('\n', _seen)}");
        }

        return first;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
