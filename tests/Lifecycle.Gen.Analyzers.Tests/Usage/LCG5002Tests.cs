using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5002Tests
{
    private const string Rule = RuleIds.DroppedExitCode;

    private const string Units = """

        [Unit]
        public sealed partial class Db;
        """;

    [Fact]
    public async Task The_program_that_drops_the_exit_code_is_reported() =>
        await Project.With("[|await Worker.RunAsync()|];" + Units).Reports(Rule,
            "The program drops the exit code of Worker.RunAsync: the process ends with 0 although the worker failed. Write 'return await Worker.RunAsync();'.");

    [Fact]
    public async Task Main_is_reported_by_its_name() =>
        await Project.With("public static class Program { private static async Task Main(string[] args) => [|await Worker.RunAsync()|]; }" + Units)
            .Reports(Rule,
            "Program.Main drops the exit code of Worker.RunAsync: the process ends with 0 although the worker failed. "
            + "Write 'return await Worker.RunAsync();'.");

    [Theory]
    [InlineData("[|await Worker.RunAsync().ConfigureAwait(false)|];")]
    [InlineData("[|Worker.RunAsync().GetAwaiter().GetResult()|];")]
    [InlineData("[|Worker.RunAsync().Wait()|];")]
    [InlineData("try { [|await Worker.RunAsync()|]; } finally { Console.WriteLine(); }")]
    [InlineData("await Go(); async Task Go() { [|await Worker.RunAsync()|]; }")]
    public async Task Every_way_of_dropping_is_reported(string statements) => await Project.With(statements + Units).Reports(Rule);

    [Theory]
    [InlineData("return await Worker.RunAsync();")]
    [InlineData("var code = await Worker.RunAsync(); return code;")]
    [InlineData("Environment.ExitCode = await Worker.RunAsync();")]
    [InlineData("_ = await Worker.RunAsync();")]
    [InlineData("return Worker.RunAsync().GetAwaiter().GetResult();")]
    [InlineData("await using var worker = new Worker(); await worker.StartAsync(); await worker.StopAsync();")]
    [InlineData("return await App.Go(); public static class App { public static async Task<int> Go() { await Worker.RunAsync(); return 0; } }")]
    public async Task Look_alikes_are_not(string statements) => await Project.With(statements + Units).IsQuiet();

    [Fact]
    public async Task Fix_returns_it_from_the_program() =>
        await Project.With("""
            Console.WriteLine("up");
            [|await Worker.RunAsync().ConfigureAwait(false)|]; // runs
            """ + Units).IsFixed(Rule, """
            Console.WriteLine("up");
            return await Worker.RunAsync().ConfigureAwait(false); // runs
            """ + Units);

    [Fact]
    public async Task Fix_returns_it_from_Main() =>
        await Project.With("""
            public static class Program
            {
                private static async Task Main()
                {
                    Console.WriteLine("up");
                    [|await Worker.RunAsync()|];
                }
            }
            """ + Units).IsFixed(Rule, """
            public static class Program
            {
                private static async Task<int> Main()
                {
                    Console.WriteLine("up");
                    return await Worker.RunAsync();
                }
            }
            """ + Units);

    [Theory]
    [InlineData("if (args.Length > 0) return; [|await Worker.RunAsync()|];")]
    [InlineData("[|await Worker.RunAsync()|]; Console.WriteLine();")]
    [InlineData("await Go(); async Task Go() { [|await Worker.RunAsync()|]; }")]
    public async Task No_fix_where_it_would_not_compile(string statements) => await Project.With(statements + Units).HasNoFix(Rule);
}
