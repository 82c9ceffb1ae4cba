using Lifecycle.Core.Findings;
using Lifecycle.Core.Graph.Checks;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Analyzers.Tests.Graph;

/// <summary>On the models of units: their source text would be megabytes.</summary>
public sealed class LCG1027Tests
{
    private static readonly UnitShape[] s_most = [.. Enumerable.Range(0, ushort.MaxValue).Select(static i => Unit($"U{i}"))];

    [Fact]
    public void One_unit_more_than_there_are_numbers_is_reported_at_the_worker()
    {
        var finding = Assert.Single(GraphChecks.OfWorker(BuildGraph(Worker(), [.. s_most, Unit("Last")])));

        Assert.Equal(RuleIds.TooManyUnits, finding.RuleId);
        Assert.Equal(SubjectKey.OfType("App.Server"), finding.Subject);
        Assert.Equal("Server has 65536 units, where 65535 fit. Divide it into several workers, each with the units that its [Mixin<…>] attributes name.",
            Descriptors.Message(finding, static _ => ""));
    }

    [Fact]
    public void So_many_as_there_are_numbers_are_not() => Assert.Empty(GraphChecks.OfWorker(BuildGraph(Worker(), s_most)));
}
