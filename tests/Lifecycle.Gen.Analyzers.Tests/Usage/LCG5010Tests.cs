using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG5010Tests
{
    private const string Rule = RuleIds.NoDefaultWorker;

    [Fact]
    public async Task A_first_worker_of_ones_own_takes_the_default_one_away() =>
        await Project.With("return await [|Worker|].RunAsync(); [Unit] public sealed partial class Db; [Worker] public sealed partial class Server;")
            .WithCompilerErrors("CS0103")
            .Reports(Rule, "Worker is not generated: this project declares Server, and so gets no other. Write Server.");

    [Fact]
    public async Task Without_a_unit_there_is_none() =>
        await Project.With("await using var worker = new [|Worker|]();")
            .WithCompilerErrors("CS0246")
            .Reports(Rule, "Worker is not generated: no class of this project is marked [Unit]. Mark the classes that it shall run with [Unit].");

    [Fact]
    public async Task Where_all_units_are_in_libraries_a_worker_has_to_be_declared() =>
        await Project.With("return await [|Worker|].RunAsync();")
            .Referencing("Lib", "namespace Lib; [Unit] public sealed partial class Db;")
            .WithCompilerErrors("CS0103")
            .Reports(Rule,
                "Worker is not generated: no class of this project is marked [Unit]. "
                + "Declare a worker over those of libraries: [Worker(IncludeReferenced = true)] sealed partial class Server;.");

    [Fact]
    public async Task A_library_has_none() =>
        await Project.With("public static class Jobs { public static Task GoAsync() => [|Worker|].RunAsync(); } [Unit] public sealed partial class Db;")
            .WithCompilerErrors("CS0103")
            .Reports(Rule,
                "Worker is not generated: this project is a library, and only a program gets one. "
                + "Declare it: [Worker] public sealed partial class Server;.");

    [Theory]
    [InlineData("return await Worker.RunAsync(); [Unit] public sealed partial class Db;")]
    [InlineData("return await Server.RunAsync(); [Unit] public sealed partial class Db; [Worker] public sealed partial class Server;")]
    [InlineData("Console.WriteLine(new Worker()); public sealed class Worker;")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Theory]
    [InlineData("Console.WriteLine(new Worker()); namespace Shop { public sealed class Worker; }")]
    [InlineData("Console.WriteLine(new Workers()); [Worker] public sealed partial class Server { [Run] private void Go() { } }")]
    public async Task A_name_that_is_not_imported_or_another_one_is_the_compilers_to_report(string source) =>
        await Project.With(source).WithCompilerErrors("CS0246").IsQuiet();

    [Fact]
    public async Task Fix_writes_the_name_of_the_worker() =>
        await Project.With("return await /* runs */ [|Worker|].RunAsync(); [Unit] sealed partial class Db; [Worker] sealed partial class Server;")
            .WithCompilerErrors("CS0103")
            .IsFixed(Rule, "return await /* runs */ Server.RunAsync(); [Unit] sealed partial class Db; [Worker] sealed partial class Server;");
}
