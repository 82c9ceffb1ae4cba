using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG3010Tests
{
    private const string Rule = RuleIds.PolicyWithoutEffect;

    [Theory]
    [InlineData(
        "[Background([|RestartDelaySeconds = 5|])] private void Loop() { }",
        "Db.Loop has an option without effect: RestartDelaySeconds = 5 says how to restart, but the hook is never restarted. "
        + "Add 'OnFailure = FailurePolicy.Restart', or remove RestartDelaySeconds.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.Restart, [|Backoff = Backoff.Exponential|])] private void Loop() { }",
        "Db.Loop has an option without effect: Backoff = Backoff.Exponential shapes a pause that there is not. Add RestartDelaySeconds, or remove Backoff.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.Restart, [|MaxRestarts = int.MaxValue|])] private void Loop() { }",
        "Db.Loop has an option without effect: MaxRestarts = int.MaxValue is a limit that is never reached, so that a hook that always fails "
        + "is restarted for ever. Write how many restarts there may be within RestartWindowSeconds.")]
    [InlineData(
        "[Background(OnFailure = FailurePolicy.Restart, [|RestartDelaySeconds = 5|])] private void Loop() { }",
        "Db.Loop has an option without effect: RestartDelaySeconds = 5 spreads the restarts so that 5 never fall into the window, and a hook "
        + "that always fails is restarted for ever. Widen RestartWindowSeconds, or lower MaxRestarts.")]
    [InlineData(
        "[OnStartup([|RetryDelaySeconds = 1|])] private void Open() { }",
        "Db.Open has an option without effect: RetryDelaySeconds = 1 says how to try again, but the hook is never tried again. "
        + "Add Retries, or remove RetryDelaySeconds.")]
    [InlineData(
        "[PreStartup(Retries = 1, [|Jitter = true|])] private void Open() { }",
        "Db.Open has an option without effect: Jitter = true shapes a pause that there is not. Add RetryDelaySeconds, or remove Jitter.")]
    [InlineData(
        "[OnStartup([|After = typeof(OnInitAttribute)|])] private void Open() { }",
        "Db.Open has an option without effect: After = typeof(OnInitAttribute) says where a phase belongs, and the hook runs in OnStartup all "
        + "the same. Mark the hook with the attribute of another phase, or remove After.")]
    [InlineData(
        "[Warm([|Before = typeof(RunAttribute)|])] private void Open() { }",
        "Db.Open has an option without effect: Before = typeof(RunAttribute) says where a phase belongs, and the hook runs in Warm all the "
        + "same. Write it in [Phase] on WarmAttribute, or remove it.")]
    public async Task Each_is_reported(string hook, string message) => await Unit(hook).Reports(Rule, message);

    [Fact]
    public async Task A_time_out_on_the_class_of_a_phase_is_reported() =>
        await Project.With("[Phase([|TimeoutSeconds = 5|], After = typeof(OnStartupAttribute))] public sealed class SeedAttribute : PhaseAttribute;")
            .Reports(Rule,
            "SeedAttribute has an option without effect: TimeoutSeconds = 5 limits nothing, because each hook of a phase has a time-out of "
            + "its own. Write it on the hooks, or remove it.");

    [Theory]
    [InlineData("[Background([|MaxRestarts = 3|], [|RestartWindowSeconds = 10|], OnFailure = FailurePolicy.Ignore)] private void Loop() { }")]
    [InlineData("[Background([|Jitter = true|], OnCompletion = CompletionPolicy.StopWorker)] private void Loop() { }")]
    [InlineData("[Background(OnCompletion = CompletionPolicy.Restart, Backoff = Backoff.Exponential, [|RestartDelaySeconds = 2|])] private void Loop() { }")]
    [InlineData("[Background(OnFailure = FailurePolicy.RestartDependents, MaxRestarts = 1, [|RestartDelaySeconds = 61|])] private void Loop() { }")]
    [InlineData("[OnStartup([|RetryDelaySeconds = 1|])] private partial void Open(); private partial void Open() { }")]
    public async Task Every_way_of_writing_it_is_reported(string members) => await Unit(members).Reports(Rule);

    [Theory]
    [InlineData("[Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 4, Backoff = Backoff.Linear, Jitter = true)] private void Loop() { }")]
    [InlineData(
        """
        [Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 3.8, Jitter = true, Backoff = Backoff.Exponential)] private void Loop()
        {
        }
        """)]
    [InlineData("[Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 5, RestartWindowSeconds = 75)] private void Loop() { }")]
    [InlineData("[Background(OnFailure = FailurePolicy.Ignore, OnCompletion = CompletionPolicy.StopWorker, TimeoutSeconds = 100000)] private void Loop() { }")]
    [InlineData("[OnStartup(Retries = 3, RetryDelaySeconds = 0.5, Backoff = Backoff.Exponential, Jitter = true)] private void Open() { }")]
    [InlineData("[OnShutdown(TimeoutSeconds = 60, Order = 1)] private void Close() { }")]
    [InlineData("[Limits(RetryDelaySeconds = 1)] private void Open() { }")]
    [InlineData("[Warm(TimeoutSeconds = 1, Order = 2, After = null)] private void Open() { }")]
    public async Task Options_with_effect_and_look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    [Theory]
    [InlineData("[Phase(TimeoutSeconds = 0)] public sealed class SeedAttribute : PhaseAttribute;")]
    [InlineData("public sealed class SeedAttribute : PhaseAttribute { public SeedAttribute() => TimeoutSeconds = 5; }")]
    [InlineData(
        """
        [Limits(TimeoutSeconds = 5)] public sealed class SeedAttribute : PhaseAttribute;
        public sealed class LimitsAttribute : Attribute { public double TimeoutSeconds { get; set; } }
        """)]
    public async Task Other_classes_of_phases_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task The_marker_itself_on_a_hook_is_reported_once() =>
        await Project.With(
            """
            [Unit] public sealed partial class Db
            {
                [Phase(After = typeof(OnInitAttribute), TimeoutSeconds = -1)] private void [|Warm|]() { }
            }
            [Worker] public sealed partial class Server;
            """).Reports(RuleIds.CustomPhase);

    [Fact]
    public async Task What_cannot_be_right_at_all_is_reported_once() =>
        await Unit("[Background(OnFailure = FailurePolicy.Restart, [|MaxRestarts = 0|], RestartDelaySeconds = 100)] private void Loop() { }")
            .Reports(RuleIds.AttributeArgument);

    [Fact]
    public async Task A_pragma_silences_it() =>
        await Unit("#pragma warning disable LCG3010\n[OnStartup(RetryDelaySeconds = 1)] private void Open() { }").IsQuiet();

    private static Project Unit(string members) => Project.With($$"""
        [Unit]
        public sealed partial class Db
        {
        {{members}}
        }

        [Phase(After = typeof(OnStartupAttribute))]
        public sealed class WarmAttribute : PhaseAttribute;

        [AttributeUsage(AttributeTargets.Method)]
        public sealed class LimitsAttribute : Attribute
        {
            public double RetryDelaySeconds { get; set; }
        }
        """);
}
