using Lifecycle.Core.Rules;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2007Tests
{
    private const string Rule = RuleIds.AttributeArgument;

    [Theory]
    [InlineData(
        "[OnStartup([|TimeoutSeconds = -1|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: TimeoutSeconds = -1 is a negative time, which limits nothing. Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own.")]
    [InlineData(
        "[OnStartup([|TimeoutSeconds = double.NaN|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: TimeoutSeconds = double.NaN is no number, which limits nothing. Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own.")]
    [InlineData(
        "[OnStartup(Retries = 2, [|RetryDelaySeconds = -0.5|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: RetryDelaySeconds = -0.5 is a negative time, which no pause can be. Write how many seconds to wait before a further attempt, or leave RetryDelaySeconds out for no pause.")]
    [InlineData(
        "[OnStartup([|Retries = -1|])] private void Open() { }",
        "Db.Open has an attribute argument that cannot be right: Retries = -1 is a negative count, so that a failed hook is never tried again. Write how many further attempts there may be, or leave Retries out for none.")]
    public async Task Each_mistake_is_reported(string hook, string message) => await Unit(hook).Reports(Rule, message);

    [Theory]
    [InlineData("[OnShutdown([|TimeoutSeconds = -1|])] private void Close() { }")]
    [InlineData("[OnStartup([|Retries = -1|], Order = 1, [|TimeoutSeconds = -2|])] private void Open() { }")]
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
    [InlineData("[OnStartup(RetryDelaySeconds = 1)] private void Open() { }")]
    [InlineData("[Limits(TimeoutSeconds = -1, Retries = -1)] private void Open() { }")]
    public async Task Right_ones_and_look_alikes_are_not(string members) => await Unit(members).IsQuiet();

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
