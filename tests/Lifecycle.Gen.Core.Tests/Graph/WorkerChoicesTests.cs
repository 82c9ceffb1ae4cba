using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;
using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Graph;

/// <summary>What a worker's attributes decide: what stands in for a unit, what is left out, which unit is chosen for whom.</summary>
public class WorkerChoicesTests
{
    private static readonly UnitShape s_api = Unit("Api", On("IStore"));
    private static readonly UnitShape s_file = Unit("File").Providing("IStore");
    private static readonly UnitShape s_sql = Unit("Sql").Providing("IStore");
    private static readonly UnitShape s_cached = Unit("Cached", On("IStore")).Providing("IStore");
    private static readonly UnitShape s_logged = Unit("Logged", On("IStore")).Providing("IStore");

    [Fact]
    public void A_replacement_is_there_instead_for_all_that_take_the_contract()
    {
        var graph = BuildGraph(Worker().Replacing("File", "Sql"), s_api, s_file, s_sql);
        Assert.Equal(["Api <- Sql", "Sql"], Edges(graph));
    }

    [Fact]
    public void A_replacement_that_is_in_no_worker_by_itself_is_brought()
    {
        var fake = s_sql with { AutoInclude = false };
        Assert.Equal(["Api <- Sql", "Sql"], Edges(BuildGraph(Worker().Replacing("File", "Sql"), s_api, s_file, fake)));
        Assert.Equal(["Api <- Sql", "Sql"], Edges(BuildGraph(Worker("Api").Replacing("File", "Sql"), s_api, s_file, fake)));
    }

    [Fact]
    public void A_replacement_that_derives_is_taken_by_the_class_too_and_is_what_orderings_mean()
    {
        var api = Unit("Api", On("File")).After("File");
        var fake = Unit("Fake").Providing("File");
        Assert.Equal(["Api <- Fake Fake", "Fake"], Edges(BuildGraph(Worker("Api").Replacing("File", "Fake"), api, s_file, fake)));
        // An ordering is on whatever is there instead, also where no constructor could take it.
        Assert.Equal(["Job <- Sql", "Sql"], Edges(BuildGraph(Worker("Job").Replacing("File", "Sql"), Unit("Job").After("File"), s_file, s_sql)));
    }

    [Fact]
    public void A_binding_of_what_is_replaced_means_the_replacement() =>
        Assert.Equal(
            ["Api <- Fake", "Fake", "Sql"],
            Edges(BuildGraph(Worker().Binding("IStore", "File").Replacing("File", "Fake"), s_api, s_file, s_sql, Unit("Fake").Providing("IStore"))));

    /// <summary>The unit that stood in for one of two keeps the place that its predecessor had, and takes no other.</summary>
    [Fact]
    public void A_replacement_is_preferred_only_where_its_predecessor_was_a_candidate()
    {
        var clock = Unit("Clock").Providing("IClock");
        var fake = Unit("Fake").Providing("IStore", "IClock");
        var graph = BuildGraph(Worker().Replacing("File", "Fake"), Unit("Api", On("IStore"), On("IClock")), s_file, s_sql, clock, fake);
        Assert.Equal(new Resolution.Unit("App.Fake"), graph["App.Api"].Resolutions[0]);
        Assert.Equal(new Resolution.Ambiguous(["App.Clock", "App.Fake"]), graph["App.Api"].Resolutions[1]);
    }

    [Fact]
    public void Without_a_unit_lists_omit_it_optional_parameters_get_nothing_and_orderings_mean_nothing()
    {
        var user = Unit("User", On("File", isNullable: true), On("IStore", kind: DependencyKind.List)).After("File");
        var graph = BuildGraph(Worker().Replacing("File", null), user, s_file, s_sql);
        Assert.Equal(["Sql", "User <- Sql"], Edges(graph));
        Assert.Equal(new Resolution.Absent(), graph["App.User"].Resolutions[0]);
    }

    [Fact]
    public void What_needs_a_unit_that_is_left_out_does_not_get_an_input_instead() =>
        Assert.Equal(new Resolution.LeftOut(["App.File"]), BuildGraph(Worker().Replacing("File", null), s_api, s_file)["App.Api"].Resolutions[0]);

    [Fact]
    public void Without_one_of_two_the_other_one_is_meant() =>
        Assert.Equal(["Api <- Sql", "Sql"], Edges(BuildGraph(Worker().Replacing("File", null), s_api, s_file, s_sql)));

    [Fact]
    public void A_binding_for_one_unit_comes_before_the_one_for_all() =>
        Assert.Equal(
            ["Api <- Sql", "File", "Jobs <- File", "Sql"],
            Edges(BuildGraph(Worker().Binding("IStore", "File").BindingFor("Api", "IStore", "Sql"), s_api, Unit("Jobs", On("IStore")), s_file, s_sql)));

    [Fact]
    public void A_binding_for_one_unit_brings_what_it_names() =>
        Assert.Equal(["Api <- Sql", "Sql"], Edges(BuildGraph(Worker("Api").BindingFor("Api", "IStore", "Sql"), s_api, s_file, s_sql)));

    [Fact]
    public void Decorators_wrap_each_other_as_written_and_the_last_one_is_for_all() =>
        Assert.Equal(
            ["Api <- Logged", "Cached <- File", "File", "Logged <- Cached"],
            Edges(BuildGraph(Worker().Decorating("IStore", "Cached").Decorating("IStore", "Logged"), s_api, s_file, s_cached, s_logged)));

    [Fact]
    public void A_binding_says_what_the_innermost_decorator_wraps() =>
        Assert.Equal(
            ["Api <- Cached", "Cached <- Logged", "Logged <- Sql", "Sql"],
            Edges(BuildGraph(
                Worker("Api").Binding("IStore", "Sql").Decorating("IStore", "Logged").Decorating("IStore", "Cached"),
                s_api, s_file, s_sql, s_cached, s_logged)));

    [Fact]
    public void Of_several_that_the_innermost_decorator_could_wrap_none_is_guessed_and_no_decorator_is_among_them() =>
        Assert.Equal(
            new Resolution.Ambiguous(["App.File", "App.Sql"]),
            BuildGraph(Worker().Decorating("IStore", "Cached").Decorating("IStore", "Logged"), s_api, s_file, s_sql, s_cached, s_logged)
                ["App.Cached"].Resolutions[0]);

    /// <summary>It had been said to depend on itself, because it was the only one in the worker: what it could get had not been settled yet.</summary>
    [Fact]
    public void A_decorator_alone_with_several_to_choose_from_is_ambiguous_and_not_its_own_dependency()
    {
        var graph = BuildGraph(Worker("Cached"), s_cached, s_file, s_sql);
        Assert.Equal(new Resolution.Ambiguous(["App.File", "App.Sql"]), graph["App.Cached"].Resolutions[0]);
        Assert.Empty(graph.Edges);
    }

    [Fact]
    public void Two_decorators_of_one_contract_are_one_question()
    {
        var finding = Assert.Single(ListFindings(Worker(), s_api, s_file, s_cached, s_logged));
        Assert.Equal(
            "LCG1003: IStore is provided by several units: Cached, File, Logged; wanted by Api (IStore istore, Api.cs:0). "
            + "Say which one on Server: [Decorate<IStore, Cached>, Decorate<IStore, Logged>].",
            finding);
        Assert.Empty(ListFindings(Worker().Decorating("IStore", "Cached").Decorating("IStore", "Logged"), s_api, s_file, s_cached, s_logged));
    }

    private static IEnumerable<string> Edges(LifecycleGraph graph) =>
        from node in graph.Nodes
        let targets = graph.Edges.Where(edge => edge.From == node.Unit.Key).Select(edge => edge.To[4..]).ToList()
        select targets.Count == 0 ? node.Unit.Name : $"{node.Unit.Name} <- {string.Join(' ', targets)}";
}
