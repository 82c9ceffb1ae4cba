using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Processes;

/// <summary>The exit code tells what happened, whatever became of standard error and whatever the exception is like.</summary>
public sealed class ExitCodeTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachFlavour("start-fails", 1)]
    [EachFlavour("stop-fails", 3)]
    public async Task Standard_error_is_closed(Flavour flavour, string scenario, int exitCode) =>
        await CheckAsync(flavour, scenario, exitCode, "exec \"$@\" 2>&-");

    [Theory]
    [EachFlavour("start-fails", 1)]
    [EachFlavour("stop-fails", 3)]
    public async Task The_device_of_standard_error_is_full(Flavour flavour, string scenario, int exitCode) =>
        await CheckAsync(flavour, scenario, exitCode, "exec \"$@\" 2>/dev/full");

    [Theory]
    [EachFlavour("start-fails", 1)]
    [EachFlavour("stop-fails", 3)]
    public async Task Standard_error_is_a_pipe_whose_reader_is_gone(Flavour flavour, string scenario, int exitCode) =>
        await CheckAsync(flavour, scenario, exitCode, "mkfifo pipe; exec 8<>pipe 9>pipe 8>&-; exec \"$@\" 2>&9 9>&-");

    [Theory]
    [EachFlavour("start-fails-with-much-to-say", 1)]
    public async Task Standard_error_is_a_pipe_that_takes_nothing(Flavour flavour, string scenario, int exitCode) =>
        await CheckAsync(flavour, scenario, exitCode, "mkfifo pipe; exec 9<>pipe; exec \"$@\" 2>&9");

    [Theory, EachFlavour]
    public async Task The_message_of_the_exception_cannot_be_read(Flavour flavour)
    {
        var errors = await CheckAsync(flavour, "start-fails-unreadable", 1, "exec \"$@\"");

        Assert.Equal(
            "error: Worker could not start: [OnStartup] Begin of Scenario failed: UnreadableException "
                + "(its message cannot be read: System.InvalidOperationException)",
            errors[0]);
    }

    [Theory]
    [EachFlavour("asks-for-42", 42)]
    [EachFlavour("sets-7", 7)]
    public async Task The_program_has_the_exit_code_that_it_asks_for(Flavour flavour, string scenario, int exitCode) =>
        Assert.Empty(await CheckAsync(flavour, scenario, exitCode, "exec \"$@\""));

    private async Task<IReadOnlyList<string>> CheckAsync(Flavour flavour, string scenario, int expected, string script)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync(
            ["sh", "-c", script, "sh", .. await programs.GetTestProgramAsync(flavour), scenario], _folder.Path);

        Assert.True(exitCode == expected, $"{exitCode}\n{string.Join('\n', errors)}");
        Assert.Equal("base down", output[^1]);
        return errors;
    }
}
