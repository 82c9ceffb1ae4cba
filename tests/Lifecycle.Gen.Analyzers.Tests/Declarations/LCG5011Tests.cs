using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG5011Tests
{
    private const string Rule = RuleIds.IdleProgram;

    [Fact]
    public async Task A_unit_beside_a_class_called_Worker_that_alone_is_run_is_reported() =>
        await Project.With("""
            using Shop;
            Console.WriteLine(new Worker());
            [Unit] public sealed partial class [|Db|];
            namespace Shop { public sealed class Worker; }
            """).Reports(Rule,
            "Db is made by no code: no code names DefaultWorker, the generated worker of this program, which is not called Worker because something else is. "
            + "Write 'return await DefaultWorker.RunAsync();' in the entry point, or make and start it there.");

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Db|]; [Unit] public sealed partial class Api;",
        "Db and Api are made by no code: no code names Worker, the generated worker of this program. "
        + "Write 'return await Worker.RunAsync();' in the entry point, or make and start it there.")]
    [InlineData("[Unit] public sealed partial class [|Db|]; [Worker] public sealed partial class One; [Worker] public sealed partial class Two;",
        "Db is made by no code: no code names One or Two. "
        + "Write 'return await One.RunAsync();' in the entry point, or make and start it there.")]
    public async Task Units_that_no_code_runs_are_reported_once(string source, string message) =>
        await Project.With("Console.WriteLine(); " + source).Reports(Rule, message);

    [Theory]
    [InlineData("return await Worker.RunAsync(); [Unit] public sealed partial class Db;")]
    [InlineData("await using var worker = new Worker(); [Unit] public sealed partial class Db;")]
    [InlineData("AddWorker<Worker>(); void AddWorker<T>() { } [Unit] public sealed partial class Db;")]
    [InlineData(
        """
        return await Two.RunAsync();
        [Unit] public sealed partial class Db;
        [Worker] public sealed partial class One;
        [Worker] public sealed partial class Two;
        """)]
    [InlineData("Console.WriteLine(); public sealed class Db;")]
    [InlineData("[Unit] public sealed partial class Db;")]
    [InlineData("await Lib.One.AttachAsync(new Db()); [Unit(AutoInclude = false)] public sealed partial class Db;")]
    public async Task Look_alikes_are_not(string source) =>
        await Project.With(source)
            .Referencing("Lib", "public static class Lib { public static readonly Server One = new(); } [Worker] public sealed partial class Server;")
            .IsQuiet();

    [Fact]
    public async Task A_test_project_has_units_for_single_tests() =>
        await Project.With("Console.WriteLine(); [Unit] public sealed partial class FakeStore;")
            .Referencing("xunit.v3.core", "namespace Xunit; public sealed class FactAttribute : System.Attribute;")
            .IsQuiet();

    /// <summary>That the name means something else there is one mistake, which has its report.</summary>
    [Fact]
    public async Task What_LCG5003_reports_is_not_reported_again() =>
        await Project.With("return await {|LCG5003:Worker|}.RunAsync(); public sealed class Worker; [Unit] public sealed partial class Db;")
            .WithCompilerErrors("CS0117")
            .Reports(Rule);
}
