namespace Lifecycle.Interactive.Tests;

/// <summary>The prompt on a pseudo-terminal.</summary>
public class TerminalTests
{
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";
    private const string Up = "\u001b[A";

    [Fact]
    public async Task It_evaluates_remembers_and_ends_with_the_input()
    {
        await using var program = InteractiveProgram.OnTerminal();
        await program.SeesAsync("> ");
        await program.TypeAsync("store.Count + 4 * 10\r");
        await program.SeesAsync("40\r\n");
        await program.SeesAsync("> ");
        await program.TypeAsync("store.Add(\"tea\");\r");
        await program.SeesAsync("> ");
        await program.TypeAsync(Up + Up + "\r");
        await program.SeesAsync("41\r\n");
        await program.SeesAsync("> ");
        await program.TypeAsync(CtrlD);
        await program.SeesAsync("store closes");
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task What_is_typed_before_the_prompt_is_there_is_read_too()
    {
        await using var program = InteractiveProgram.OnTerminal();
        await program.TypeAsync("store.Count + 7 * 10\r");

        await program.SeesAsync("70\r\n");

        await program.TypeAsync(":exit\r");
        await program.SeesAsync("store closes");
        Assert.Equal(0, await program.WaitForExitAsync());
    }

    [Fact]
    public async Task Ctrl_C_cancels_what_is_evaluated_or_typed_and_not_the_worker()
    {
        await using var program = InteractiveProgram.OnTerminal();
        await program.SeesAsync("> ");
        await program.TypeAsync("Console.WriteLine(\"now\"); await Task.Delay(-1, Cancellation);\r");
        await program.SeesAsync("now\r\n");
        await program.TypeAsync(CtrlC);
        await program.SeesAsync("cancelled");
        await program.SeesAsync("> ");
        await program.TypeAsync("never typed");
        await program.SeesAsync("never typed");
        await program.TypeAsync(CtrlC);
        await program.SeesAsync("> ");
        await program.TypeAsync("store.Count + 7 * 10\r");
        await program.SeesAsync("70\r\n");
        await program.SeesAsync("> ");
        await program.TypeAsync(":exit\r");
        await program.SeesAsync("store closes");
        Assert.Equal(0, await program.WaitForExitAsync());
    }
}
