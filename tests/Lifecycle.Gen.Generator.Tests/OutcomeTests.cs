using Lifecycle.Generator;

namespace Lifecycle.Generator.Tests;

/// <summary>LCG9001: a step that throws is reported, and takes nothing else with it.</summary>
public class OutcomeTests
{
    [Fact]
    public void An_exception_becomes_one_line_that_says_where()
    {
        var outcome = Outcome.Of<string, string>("Step", "subject", name => name, (_, _) => throw new InvalidOperationException("first\nsecond"),
            TestContext.Current.CancellationToken);
        Assert.Null(outcome.Value);
        Assert.Equal(("Step", "subject"), (outcome.Failure?.Step, outcome.Failure?.Subject));
        Assert.StartsWith("InvalidOperationException: first second at ", outcome.Failure?.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Failure!.Error);
    }

    [Fact]
    public void Cancellation_is_no_failure() =>
        Assert.Throws<OperationCanceledException>(() => Outcome.Of<string, string>("Step", "subject", name => name,
            (_, _) => throw new OperationCanceledException(), TestContext.Current.CancellationToken));
}
