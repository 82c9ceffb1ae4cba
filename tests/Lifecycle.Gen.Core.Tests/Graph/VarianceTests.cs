using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Graph;

/// <summary>What units convert to, and what converts to what a parameter takes, as data.</summary>
public class VarianceTests
{
    private static readonly DependencyModel s_wanted = On("IHandlerOfPaid") with { Accepted = ["global::App.IHandlerOfEvent"] };

    [Fact]
    public void A_unit_fits_where_what_it_provides_is_accepted() =>
        Assert.Equal(new Resolution.Unit("App.Audit"), Resolved(s_wanted, Unit("Audit").Providing("IHandlerOfEvent")));

    [Fact]
    public void And_where_what_it_converts_to_is_wanted() =>
        Assert.Equal(new Resolution.Unit("App.Audit"), Resolved(s_wanted, Unit("Audit") with { Variants = ["global::App.IHandlerOfPaid"] }));

    [Fact]
    public void The_only_one_without_variance_comes_before_others() =>
        Assert.Equal(new Resolution.Unit("App.Mail"), Resolved(s_wanted, Unit("Audit").Providing("IHandlerOfEvent"), Unit("Mail").Providing("IHandlerOfPaid")));

    [Fact]
    public void Two_with_variance_are_an_ambiguity() =>
        Assert.Equal(
            new Resolution.Ambiguous(["App.Audit", "App.Mail"]),
            Resolved(s_wanted, Unit("Audit").Providing("IHandlerOfEvent"), Unit("Mail") with { Variants = ["global::App.IHandlerOfPaid"] }));

    [Fact]
    public void A_list_has_both_each_once() =>
        Assert.Equal(
            new Resolution.All(["App.Audit", "App.Mail"]),
            Resolved(
                s_wanted with { Kind = DependencyKind.List },
                Unit("Mail").Providing("IHandlerOfPaid"),
                Unit("Audit").Providing("IHandlerOfEvent") with { Variants = ["global::App.IHandlerOfPaid"] }));

    private static Resolution Resolved(DependencyModel wanted, params UnitShape[] units) =>
        BuildGraph(Worker(), [.. units, Unit("Taker", wanted)])["App.Taker"].Resolutions[0];
}
