using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG2007Tests
{
    private const string Rule = RuleIds.AttributeArgument;

    [Theory]
    [InlineData(
        "[OnStartup([|TimeoutSeconds = -1|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: TimeoutSeconds = -1 is a negative time, which limits nothing. "
        + "Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own.")]
    [InlineData(
        "[OnStartup([|TimeoutSeconds = double.NaN|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: TimeoutSeconds = double.NaN is no number, which limits nothing. "
        + "Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own.")]
    [InlineData(
        "[OnStartup(Retries = 2, [|RetryDelaySeconds = -0.5|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: RetryDelaySeconds = -0.5 is a negative time, which no pause can be. "
        + "Write how many seconds to wait before a further attempt, or leave RetryDelaySeconds out for no pause.")]
    [InlineData(
        "[OnStartup([|Retries = -1|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: Retries = -1 is a negative count, so that a failed hook is never tried "
        + "again. Write how many further attempts there may be, or leave Retries out for none.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.Restart, [|MaxRestarts = 0|])] private void Loop() { }",
        "Db.Loop has an attribute argument that cannot be right: MaxRestarts = 0 forbids the restarts that the policy asks for. "
        + "Write how many restarts there may be within RestartWindowSeconds, or leave the policy out to stop the worker.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.Restart, [|RestartWindowSeconds = 0|])] private void Loop() { }",
        "Db.Loop has an attribute argument that cannot be right: RestartWindowSeconds = 0 is no time, in which no restart can be counted. "
        + "Write in how many seconds MaxRestarts are counted, or leave RestartWindowSeconds out for 60.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.RestartDependents, [|RestartDelaySeconds = -2|])] private void Loop() { }",
        "Db.Loop has an attribute argument that cannot be right: RestartDelaySeconds = -2 is a negative time, which no pause can be. "
        + "Write how many seconds to wait before a restart, or leave RestartDelaySeconds out for no pause.")]
    [InlineData(
        "[Background([|OnFailure = (FailurePolicy)9|])] private void Loop() { }",
        "Db.Loop has an attribute argument that cannot be right: OnFailure = (FailurePolicy)9 is no policy, so that the default applies. "
        + "Write a member of FailurePolicy.")]
    [InlineData(
        "[HealthCheck([|CacheSeconds = -1|])] private void Check() { }",
        "Db.Check has an attribute argument that cannot be right: CacheSeconds = -1 is a negative time, for which no answer can hold. "
        + "Write for how many seconds an answer holds, or 0 to ask every time.")]
    [InlineData(
        "[OnReady([|Order = PhaseOrder.Parallel|])] private void Warm() { }",
        "Db.Warm has an attribute argument that cannot be right: Order = PhaseOrder.Parallel is how a phase goes over the units, and here it "
        + "is a place among the hooks of one unit. Write it in [Phase] on the class of the phase's attribute, or give the hook a number.")]
    public async Task Each_mistake_is_reported(string hook, string message) => await Unit(hook).Reports(Rule, message);

    [Theory]
    [InlineData("[OnShutdown([|TimeoutSeconds = -1|])] private void Close() { }")]
    [InlineData("[OnShutdown([|Order = Lifecycle.PhaseOrder.Backward|])] private void Close() { }")]
    [InlineData("[OnStartup([|Retries = -1|], Order = 1, [|TimeoutSeconds = -2|])] private void Open() { }")]
    [InlineData("[Background(OnCompletion = CompletionPolicy.Restart, [|MaxRestarts = 0|])] private void Loop() { }")]
    [InlineData("[Background(OnFailure = FailurePolicy.Restart, [|MaxRestarts = -1|], [|RestartWindowSeconds = -1|])] private void Loop() { }")]
    [InlineData("[Background([|OnCompletion = (CompletionPolicy)(-1)|])] private void Loop() { }")]
    [InlineData("[OnInit, OnReady([|TimeoutSeconds = -1|])] private void Both() { }")]
    [InlineData("[OnInit([|TimeoutSeconds = -1|]), OnReady([|TimeoutSeconds = -1|])] private void Both() { }")]
    [InlineData("private const double Limit = 1 - 2; [OnStartup([|TimeoutSeconds = Limit|])] private void Open() { }")]
    [InlineData("[OnStartup([|TimeoutSeconds = double.NegativeInfinity|])] private void Open() { }")]
    [InlineData("[Lifecycle.OnStartupAttribute([|TimeoutSeconds = -1|])] private void Open() { }")]
    [InlineData("[OnStartup([|TimeoutSeconds = -1|])] private partial void Open(); private partial void Open() { }")]
    [InlineData("private partial void Open(); [OnStartup([|TimeoutSeconds = -1|])] private partial void Open() { }")]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Unit(members).Reports(Rule);

    [Fact]
    public async Task So_it_is_in_a_base_class() =>
        await Project.With("""
            public abstract class Base<T>
            {
                [OnStartup([|TimeoutSeconds = -1|])] protected void Open() { }
            }

            [Unit] public sealed partial class Db : Base<int>;
            """).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup(TimeoutSeconds = 0, Retries = 0, RetryDelaySeconds = 0)] private void Open() { }")]
    [InlineData("[OnStartup(TimeoutSeconds = 5, Retries = 2, RetryDelaySeconds = 0.5, Backoff = Backoff.Exponential)] private void Open() { }")]
    [InlineData("[OnStartup(Order = -1)] private void Open() { }")]
    [InlineData(
        """
        [Background(OnFailure = FailurePolicy.Restart, MaxRestarts = 1, RestartWindowSeconds = 0.1, RestartDelaySeconds = 0)] private void Loop()
        {
        }
        """)]
    [InlineData("[Background(OnFailure = FailurePolicy.Ignore, OnCompletion = CompletionPolicy.StopWorker)] private void Loop() { }")]
    [InlineData("[Limits(TimeoutSeconds = -1, Retries = -1)] private void Open() { }")]
    public async Task Right_ones_and_look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    [Theory]
    [InlineData("", "Cache has no method of this name. Write 'private static bool IsOn() => …;' in Cache")]
    [InlineData("public bool IsOn => true;", "Cache has no method of this name. Write 'private static bool IsOn() => …;' in Cache")]
    [InlineData("private bool IsOn() => true;",
        "it is not static, and there is no unit yet when it is asked. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static int IsOn() => 1;",
        "it returns int instead of bool. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static Task<bool> IsOn() => Task.FromResult(true);",
        "it returns Task<bool> instead of bool. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static bool IsOn<T>() => true;", "it is generic. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static bool IsOn() => true; private static bool IsOn(int size) => true;",
        "Cache has 2 methods of this name. Give the predicate a name of its own")]
    [InlineData("private static bool IsOn(out int size) { size = 0; return true; }",
        "no worker can pass 'int size'. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private sealed class Secret; private static bool IsOn(Secret secret) => true;",
        "a worker may not name the type of 'Secret secret'. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static bool IsOn(IWorkerContext context) => true;",
        "it takes 'IWorkerContext context', which only units have. Write 'private static bool IsOn(…)' with inputs of the worker as parameters")]
    [InlineData("private static bool IsOn(Db db) => true;",
        "it takes 'Db db', and there are no units yet when it is asked. Let it take inputs of the worker only")]
    public async Task A_condition_that_cannot_be_asked_is_reported(string members, string fault) =>
        await Project.With(
            """
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Db;
            [[|Unit(EnabledBy = "IsOn")|]] public sealed partial class Cache {
            """ + members + " }").Reports(
            Rule, $"Cache has an attribute argument that cannot be right: EnabledBy names IsOn: {fault}.");

    [Theory]
    [InlineData("[Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache { private static bool IsOn() => true; }")]
    [InlineData(
        """
        [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache
        {
            public static bool IsOn(string[] args, bool useCache = true) => useCache && args.Length > 0;
        }
        """)]
    [InlineData("public class Base { protected static bool IsOn() => true; } [Unit(EnabledBy = nameof(IsOn))] public sealed partial class Cache : Base;")]
    [InlineData("[Unit(EnabledBy = null)] public sealed partial class Cache;")]
    public async Task A_condition_that_can_be_asked_is_not(string unit) =>
        await Project.With("[Worker] public sealed partial class Server;\n" + unit).IsQuiet();

    [Fact]
    public async Task What_the_compiler_reports_is_not_reported_again() =>
        await Unit("[OnStartup(TimeoutSeconds = \"-1\")] private void Open() { }").WithCompilerErrors("CS0029").IsQuiet();

    [Fact]
    public async Task A_pragma_silences_it() =>
        await Unit("#pragma warning disable LCG2007\n[OnStartup(TimeoutSeconds = -1)] private void Open() { }").IsQuiet();

    private static Project Unit(string members) => Project.With($$"""
        [Unit]
        public sealed partial class Db
        {
        {{members}}
        }

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class LimitsAttribute : Attribute
        {
            public double TimeoutSeconds { get; set; }
            public int Retries { get; set; }
        }
        """);
}
