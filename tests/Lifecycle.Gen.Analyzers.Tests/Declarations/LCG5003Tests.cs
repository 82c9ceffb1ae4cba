using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG5003Tests
{
    private const string Rule = RuleIds.WorkerNameTaken;

    [Theory]
    [InlineData("Console.WriteLine(); public sealed class [|Worker|]; [Unit] public sealed partial class Db;")]
    [InlineData("Console.WriteLine(); [Unit] public sealed partial class [|Worker|];")]
    [InlineData("Console.WriteLine(); namespace [|Worker|] { [Unit] public sealed partial class Db; }")]
    public async Task A_type_or_namespace_of_the_name_is_reported(string source) =>
        await Project.With(source).Reports(Rule,
            "Worker is in the way of the default worker: both would be the type Worker of the global namespace. "
            + "Rename it, or declare a worker of your own: [Worker] internal sealed partial class App;.");

    [Theory]
    [InlineData("return await Worker.RunAsync(); [Unit] public sealed partial class Db;")]
    [InlineData("Console.WriteLine(); public sealed class Worker;")]
    [InlineData("return await App.RunAsync(); public sealed class Worker; [Worker] public sealed partial class App; [Unit] public sealed partial class Db;")]
    [InlineData("return await Worker.RunAsync(); [Worker] public sealed partial class Worker; [Unit] public sealed partial class Db;")]
    [InlineData("public sealed class Worker; [Unit] public sealed partial class Db;")]
    [InlineData("return await global::Worker.RunAsync(); namespace Jobs { public sealed class Worker; [Unit] public sealed partial class Db; }")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task Fix_declares_a_worker() =>
        await Project.With("""
            Console.WriteLine(new App());
            public sealed class [|Worker|]; // in the way
            public sealed class App;
            [Unit] public sealed partial class Db;
            """).IsFixed(Rule, """
            Console.WriteLine(new App());
            public sealed class Worker; // in the way
            public sealed class App;
            [Unit] public sealed partial class Db;

            [Worker]
            internal sealed partial class Server;

            """.ReplaceLineEndings("\n"));

    [Fact]
    public async Task No_fix_for_a_namespace() =>
        await Project.With("Console.WriteLine(); namespace [|Worker|] { [Unit] public sealed partial class Db; }").HasNoFix(Rule);
}
