using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2006Tests
{
    private const string Rule = RuleIds.MemberName;

    [Fact]
    public async Task Two_units_that_want_one_name_are_reported_once_with_both_places()
    {
        var reported = await Project.With("""
            return await Worker.RunAsync();

            namespace Left
            {
                [Unit(Name = "Data")] public sealed partial class [|Db|];
            }

            namespace Right
            {
                [Unit(Name = "Data")] public sealed partial class Store;
            }
            """).Reports(Rule, "Worker would have two members named Data: Left.Db, App.cs:5 and Right.Store, App.cs:10. Rename one of them.");
        var diagnostic = Assert.Single(reported.Diagnostics);
        Assert.Single(diagnostic.AdditionalLocations);
        // They compose: all that they lack is the property.
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, diagnostic.Severity);
    }

    [Fact]
    public async Task Units_of_one_simple_name_have_properties_with_their_namespaces() =>
        await Project.With("""
            await using var worker = new Worker();
            Console.WriteLine((worker.LeftDb, worker.RightDb, worker.Third, worker.PartsWorker));

            namespace Left { [Unit] public sealed partial class Db; }
            namespace Right { [Unit] public sealed partial class Db; }
            namespace Right { [Unit(Name = "Third")] public sealed partial class Units; }
            namespace Parts { [Unit] public sealed partial class Worker; }
            """).IsQuiet();

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Units|];",
        "Worker would have two members named Units: Units, App.cs:1 and what every worker has. Rename one of them.")]
    [InlineData("[Unit] public sealed partial class [|ToString|];",
        "Worker would have two members named ToString: ToString, App.cs:1 and what every worker has. Rename one of them.")]
    [InlineData("[Unit] public sealed partial class [|Db|]; [Worker] public sealed partial class Server { public int Db => 1; }",
        "Server would have two members named Db: Db, App.cs:1 and its own. Rename one of them.")]
    [InlineData("[Unit(Name = \"Server\")] public sealed partial class [|Part|]; [Worker] public sealed partial class Server;",
        "Server would have two members named Server: Part, App.cs:1 and the worker's class. Rename one of them.")]
    public async Task A_name_that_the_worker_has_already_is_reported(string units, string message) =>
        await Project.With((units.Contains("[Worker]", StringComparison.Ordinal) ? "return await Server.RunAsync(); " : "return await Worker.RunAsync(); ")
            + units).Reports(Rule, message);

    [Theory]
    [InlineData("RunAsync", "public int {|#|};")]
    [InlineData("RunAsync", "public static Task<int> {|#|}(WorkerOptions? options, CancellationToken token) => Task.FromResult(0);")]
    [InlineData("RunAsync", "public static int {|#|}(string path, WorkerOptions options, CancellationToken token) => 0;")]
    [InlineData("Construct", "public string {|#|} { get; } = \"\";")]
    [InlineData("Construct", "private static void {|#|}(Lifecycle.Runtime.IUnit[] units) { }")]
    public async Task A_member_of_a_worker_named_like_a_generated_one_is_the_one_error(string name, string member) => await Project.With(
        "[Unit] public sealed partial class Db; [Worker] public sealed partial class Server "
            + $"{{ {member.Replace("{|#|}", $"[|{name}|]", StringComparison.Ordinal)} }}")
        .Reports(Rule, $"Server would have two members named {name}: its own, App.cs:1 and the generated one. Rename one of them.");

    [Theory]
    [InlineData("protected virtual Task? [|InvokeHookAsync|](int hook, in Lifecycle.Runtime.HookCall call) => null;")]
    [InlineData("public int [|InvokeHookAsync|];")]
    public async Task A_member_of_a_unit_is_too(string member) => await Project.With($"[Unit] public partial class Db {{ {member} }}")
        .Reports(Rule, "Db would have two members named InvokeHookAsync: its own, App.cs:1 and the generated one. Rename one of them.");

    [Theory]
    [InlineData("[Unit] public sealed partial class Db { public int InvokeHookAsync; }")]
    [InlineData("[Unit] public partial class Db { public void InvokeHookAsync(int hook) { } }")]
    [InlineData("[Unit] public sealed partial class Db; [Worker] public sealed partial class Server { private static void RunAsync(int i, int j) { } }")]
    [InlineData(
        """
        namespace Left { [Unit] public sealed partial class Db; }
        namespace Right { [Unit] public sealed partial class Db; }
        [Worker, Mixin<Left.Db>] public sealed partial class Server;
        [Worker, Mixin<Right.Db>] public sealed partial class Other;
        """)]
    [InlineData("[Unit] public sealed partial class UnitsOfMeasure;")]
    [InlineData("[Unit] public sealed partial class Db; [Worker] public sealed partial class Server { private int _db; }")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
