using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5003Tests
{
    private const string Rule = RuleIds.WorkerNameTaken;

    [Fact]
    public async Task A_class_that_is_imported_keeps_its_name() =>
        await Project.With("using Shop; return await [|Worker|].RunAsync(); namespace Shop { public class Worker; [Unit] public sealed partial class Db; }")
            .WithCompilerErrors("CS0117")
            .Reports(Rule, "Worker is not the generated worker: here it means the type Shop.Worker. Write DefaultWorker.RunAsync.");

    [Fact]
    public async Task In_a_namespace_called_Worker_the_global_name_is_said() =>
        await Project.With(
            """
            await Shop.Jobs.GoAsync();
            namespace Shop.Worker { [Unit] public sealed partial class Db; }
            namespace Shop { public static class Jobs { public static Task GoAsync() => [|Worker|].RunAsync(); } }
            """)
            .WithCompilerErrors("CS0234")
            .Reports(Rule, "Worker is not the generated worker: here it means the namespace Shop.Worker. Write global::Worker.RunAsync.");

    [Theory]
    [InlineData("return await [|Worker|].RunAsync(); public sealed class Worker; [Unit] public sealed partial class Db;", "CS0117")]
    [InlineData("return await [|Worker|].RunAsync(); [Unit] public sealed partial class Worker;", "CS0117")]
    [InlineData("return await [|Worker|].RunAsync(); namespace Worker { [Unit] public sealed partial class Db; }", "CS0234")]
    [InlineData("return await [|DefaultWorker|].RunAsync(); [Unit] public sealed partial class Db;", "CS0103")]
    public async Task Every_use_of_another_meaning_is_reported(string source, string error) =>
        await Project.With(source).WithCompilerErrors(error).Reports(Rule);

    [Theory]
    [InlineData("return await Worker.RunAsync(); [Unit] public sealed partial class Db;")]
    [InlineData("return await DefaultWorker.RunAsync(); public sealed class Worker; [Unit] public sealed partial class Db;")]
    [InlineData("return await DefaultWorker.RunAsync(); namespace Worker { [Unit] public sealed partial class Db; }")]
    [InlineData("Console.WriteLine(); public sealed class Worker;")]
    [InlineData("return await App.RunAsync(); public sealed class Worker; [Worker] public sealed partial class App; [Unit] public sealed partial class Db;")]
    [InlineData("return await Worker.RunAsync(); [Worker] public sealed partial class Worker; [Unit] public sealed partial class Db;")]
    [InlineData("public sealed class Worker; [Unit] public sealed partial class Db;")]
    [InlineData("return await global::Worker.RunAsync(); namespace Jobs { public sealed class Worker; [Unit] public sealed partial class Db; }")]
    [InlineData(
        """
        return await Worker.RunAsync();
        public static class Worker { public static Task<int> RunAsync() => Task.FromResult(0); }
        [Unit] public sealed partial class Db;
        """)]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    /// <summary>Another member that the class lacks is another mistake, and stays.</summary>
    [Fact]
    public async Task Fix_writes_the_name() =>
        await Project.With(Program("[|Worker|]")).WithCompilerErrors("CS0117").IsFixed(Rule, Program("DefaultWorker"));

    private static string Program(string name) => $$"""
        using Shop;

        Worker.Missing();
        return await /* runs */ {{name}}.RunAsync();

        namespace Shop
        {
            [Unit] public sealed partial class Worker;
        }
        """;
}
