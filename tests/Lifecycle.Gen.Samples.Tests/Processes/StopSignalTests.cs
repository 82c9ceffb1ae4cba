using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Processes;

/// <summary>One wish to stop reaches a program in many ways, often twice; whichever it is, the program stops in order and says so with its exit code.</summary>
public sealed class StopSignalTests(SamplePrograms programs) : IDisposable
{
    private static readonly string[] s_inOrder = ["stopping", "base down"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachFlavour("stops")]
    [EachFlavour("stops-slowly")]
    public async Task Under_timeout_which_signals_the_program_and_then_its_group(Flavour flavour, string scenario)
    {
        await using var process = await StartAsync(flavour, scenario, "timeout", "3600");

        process.Signal(ProcessHost.SigTerm);

        Assert.True(await process.WaitForExitAsync() == 0, process.ToString());
        Assert.Equal(s_inOrder, process.Output.TakeLast(2));
    }

    [Theory]
    [EachFlavour("stops")]
    [EachFlavour("stops-slowly")]
    public async Task Under_an_entry_script_that_forwards_what_the_whole_group_gets(Flavour flavour, string scenario)
    {
        var script = _folder.Write("entry.sh", """
            "$@" & child=$!
            trap 'kill -TERM $child' TERM
            wait $child
            wait $child
            exit $?
            """);
        await using var process = await StartAsync(flavour, scenario, "setsid", "sh", script);

        process.SignalGroup(ProcessHost.SigTerm);

        Assert.True(await process.WaitForExitAsync() == 0, process.ToString());
        Assert.Equal(s_inOrder, process.Output.TakeLast(2));
    }

    [Theory]
    [EachFlavour("stops")]
    [EachFlavour("stops-slowly")]
    public async Task When_the_shell_of_a_terminal_that_is_closed_passes_it_on(Flavour flavour, string scenario)
    {
        var script = _folder.Write("shell.sh", """
            "$@" >&3 2>&3 & child=$!
            trap 'kill -HUP $child' HUP
            wait $child
            wait $child
            echo "code $?" >&3
            """);
        await using var process = await StartInTerminalAsync(flavour, scenario, "sh", script);

        process.Signal(ProcessHost.SigKill); // The terminal is gone, and with it all that it had to say.

        await process.WaitForExitAsync();
        Assert.Equal([.. s_inOrder, "code 0"], process.Output.TakeLast(3));
        Assert.Single(process.Output, line => line == "base up");
    }

    [Theory]
    [EachFlavour("stops")]
    [EachFlavour("stops-slowly")]
    public async Task When_its_own_terminal_is_closed(Flavour flavour, string scenario)
    {
        await using var process = await StartInTerminalAsync(flavour, scenario, "sh", "-c", "exec \"$0\" \"$@\" >&3 2>&3");

        process.Signal(ProcessHost.SigKill);

        await process.WaitForExitAsync();
        Assert.Equal(s_inOrder, process.Output.TakeLast(2));
    }

    [Theory, EachFlavour]
    public async Task Without_a_terminal_SIGHUP_reloads(Flavour flavour)
    {
        await using var process = await StartAsync(flavour, "stops", "setsid");

        process.Signal(ProcessHost.SigHup);
        await process.WaitForLineAsync("up as", skip: 1);
        process.Signal(ProcessHost.SigTerm);

        Assert.Equal(0, await process.WaitForExitAsync());
        Assert.Equal(2, process.Output.Count(line => line == "base down"));
    }

    [Theory, EachFlavour]
    public async Task As_the_first_process_of_its_namespace(Flavour flavour)
    {
        string[] unshare = ["unshare", "--pid", "--fork"];
        var isAllowed = Requirements.FindOnPath("unshare") is not null && (await ProcessHost.RunAsync(
            [.. unshare, "true"], _folder.Path)).ExitCode == 0;
        Requirements.Need(isAllowed, "A namespace of its own needs the rights of root.");
        var (exitCode, output, errors) = await ProcessHost.RunAsync(
            [.. unshare, .. await programs.GetTestProgramAsync(flavour), "signals-itself"], _folder.Path);

        Assert.True(exitCode == 0, string.Join('\n', errors));
        Assert.Equal(["base up", "up as 1", .. s_inOrder], output);
    }

    [Theory]
    [EachFlavour("stops-never", ProcessHost.SigInt, 130)]
    [EachFlavour("stops-never", ProcessHost.SigQuit, 131)]
    [EachFlavour("stops-never", ProcessHost.SigTerm, 143)]
    [EachFlavour("exit-handler-blocks", ProcessHost.SigTerm, 143)]
    public async Task A_later_signal_ends_it_at_once_although_a_handler_of_its_exit_blocks(Flavour flavour, string scenario, int signal, int exitCode)
    {
        await using var process = await StartAsync(flavour, scenario);
        process.Signal(signal);
        await process.WaitForLineAsync("stopping");

        Assert.Equal(exitCode, await process.SignalUntilExitAsync(signal));
        Assert.DoesNotContain("base down", process.Output);
    }

    private async Task<ProcessHost> StartAsync(Flavour flavour, string scenario, params string[] under)
    {
        var process = ProcessHost.Start([.. under, .. await programs.GetTestProgramAsync(flavour), scenario], _folder.Path);
        await process.WaitForLineAsync("up as");
        return process;
    }

    /// <summary>In a terminal that <c>script</c> holds: the program that is started. What is written to 3 is seen here, and not by the terminal.</summary>
    private Task<ProcessHost> StartInTerminalAsync(Flavour flavour, string scenario, params string[] under)
    {
        Requirements.Need(Requirements.FindOnPath("script"), "A terminal needs script: apt-get install bsdutils");
        var start = _folder.Write("terminal.sh", """
            command=exec
            for word; do command="$command '$word'"; done
            exec script -q -e -c "$command" /dev/null 3>&1 >/dev/null </dev/null
            """);
        return StartAsync(flavour, scenario, ["sh", start, .. under]);
    }
}
