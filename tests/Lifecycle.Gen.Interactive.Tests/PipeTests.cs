namespace Lifecycle.Interactive.Tests;

/// <summary>The prompt where its input is a pipe.</summary>
public class PipeTests
{
    [Fact]
    public async Task An_expression_is_evaluated_and_the_end_of_the_input_stops_in_order()
    {
        var run = await InteractiveProgram.PipeAsync("store.Count\n");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("store opens\nfront opens with 0 orders and 0 mails\n0\nfront closes\nstore closes\n", run.Output);
    }

    [Fact]
    public async Task Lines_follow_each_other_with_variables_types_statements_and_await()
    {
        var run = await InteractiveProgram.PipeAsync("""
            var first = new Order("tea");
            store.Add(first.Name);
            foreach (var name in new[] { "milk", "sugar" })
            {
                store.Add(name);
            }
            await store.CountLaterAsync() * 10
            store.Last.Name
            mailer.Sent + 5
            Worker.State

            """);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["30", "\"sugar\"", "5", "Started"], run.Output.Split('\n')[2..6]);
    }

    [Fact]
    public async Task Commands_act_on_the_worker_and_a_reload_keeps_variables()
    {
        var run = await InteractiveProgram.PipeAsync("""
            var kept = 7;
            store.Add("tea");
            :stop front
            :units
            :start Lifecycle.Interactive.Program.Front
            :phase flush
            :reload
            kept + store.Count
            :health
            :exit
            1 + 1

            """);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] expected =
        [
            "store opens", "front opens with 0 orders and 0 mails", // the start
            "front closes", "Lifecycle.Interactive.Program.Front: Stopped",
            "Lifecycle.Interactive.Program.Mailer  Started   mailer", "Lifecycle.Interactive.Program.Store   Started   store",
            "Lifecycle.Interactive.Program.Front   Stopped   front",
            "front opens with 1 orders and 0 mails", "Lifecycle.Interactive.Program.Front: Started",
            "Flush is done.",
            "front closes", "store closes", "store opens", "front opens with 1 orders and 1 mails", "Lifecycle.Interactive.Program.Server: Started",
            "8",
            "Ready", "  Lifecycle.Interactive.Program.Mailer: Ready", "  Lifecycle.Interactive.Program.Store: Ready",
            "  Lifecycle.Interactive.Program.Front: Ready",
            "front closes", "store closes",
        ];
        Assert.Equal(expected, run.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_the_prompt_goes_on()
    {
        var run = await InteractiveProgram.PipeAsync("""
            stor.Count
            throw new System.InvalidOperationException("mine");
            :start nothing
            :start
            :phase nothing
            :nothing
            1 + 1

            """);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("CS0103", run.Error, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: mine\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no unit nothing: :units lists them.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains(":start needs the name of a unit.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no phase nothing on request. Those of the worker: Flush.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("There is no command :nothing: :help lists them.\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n2\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_fails_says_so_and_ends()
    {
        var run = await InteractiveProgram.PipeAsync("1 + 1\n", "fails");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Lifecycle.Interactive.Program.Server could not be started: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("no mail server", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_of_a_part_makes_that_part_alone()
    {
        var run = await InteractiveProgram.PipeAsync("store.Count\nmailer\n", "store");
        Assert.Equal((0, "store opens\n0\nstore closes\n"), (run.ExitCode, run.Output));
        Assert.Contains("'mailer'", run.Error, StringComparison.Ordinal);
    }

    /// <summary>What <c>docs/interactive.md</c> shows, with the names of its namespace.</summary>
    [Fact]
    public async Task The_session_of_the_page_is_a_real_one()
    {
        var page = (await File.ReadAllTextAsync(Path.Combine(InteractiveProgram.RepositoryRoot, "docs/interactive.md"))).ReplaceLineEndings("\n");
        var code = await File.ReadAllTextAsync(Path.Combine(InteractiveProgram.RepositoryRoot, "tests/Lifecycle.Gen.Interactive.Program/Till.cs"));
        var shown = code[code.IndexOf("public static class", StringComparison.Ordinal)..];
        Assert.Contains($"```csharp\nusing Lifecycle;\n\n{shown}```\n", page, StringComparison.Ordinal);

        var session = page.Split("$ dotnet run\n")[1].Split("```")[0].TrimEnd('\n').Split('\n');
        var typed = session.Where(line => line.StartsWith("> ", StringComparison.Ordinal) && line != "> (Ctrl+D)").Select(line => line[2..]);
        var run = await InteractiveProgram.PipeAsync(string.Join('\n', typed) + "\n", "till");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            session.Where(line => !line.StartsWith('>')),
            run.Output.TrimEnd('\n').Split('\n').Select(line => line.Replace("Lifecycle.Interactive.Program.", "", StringComparison.Ordinal)));
    }
}
