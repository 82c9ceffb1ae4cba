using Lifecycle.Core.Composition;
using Lifecycle.Core.Plan;
using Lifecycle.Core.Units;

using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Plan;

/// <summary>What is decided before anything is printed.</summary>
public class PlanTests
{
    [Fact]
    public void Dependencies_come_first_and_ids_decide_the_rest()
    {
        var plan = BuildPlan(Worker(), Unit("A", On("Z")), Unit("M"), Unit("Z"), Unit("B"));
        Assert.Equal(["App.B", "App.M", "App.Z", "App.A"], plan.Units.Select(unit => unit.Id));
        Assert.Equal([2], plan.Units[3].WaitsFor);
    }

    [Fact]
    public void Ids_are_compared_ordinally() =>
        Assert.Equal(["App.B", "App.a"], BuildPlan(Worker(), Unit("a"), Unit("B")).Units.Select(unit => unit.Id));

    [Fact]
    public void Required_inputs_come_before_those_with_a_default()
    {
        var plan = BuildPlan(Worker(), Unit("A", Input("port", "int", "80"), Input("path")));
        Assert.Equal([("path", null), ("port", "80")], plan.Inputs.Select(input => (input.Parameter, input.Default)));
    }

    [Fact]
    public void Inputs_avoid_the_names_of_what_every_worker_takes()
    {
        var plan = BuildPlan(Worker() with { MemberNames = ["_path"] },
            Unit("A", On("Options") with { Name = "options" }, Input("path"), Input("cancellationToken")));
        Assert.Equal([("cancellationToken2", "_cancellationToken2"), ("options2", "_options2"), ("path", "_path2")],
            plan.Inputs.Select(input => (input.Parameter, input.Field)));
    }

    [Fact]
    public void Only_units_that_others_take_have_a_variable()
    {
        var plan = BuildPlan(Worker(), Unit("HTTPServer", On("Store")), Unit("Store"));
        Assert.Equal([("Store", "store"), ("HTTPServer", null)], plan.Units.Select(unit => (unit.Name, unit.Variable)));
    }

    [Fact]
    public void A_worker_with_hooks_is_the_last_unit_and_waits_for_all()
    {
        var plan = BuildPlan(Worker() with { HasHooks = true }, Unit("A"), Unit("B"));
        Assert.True(plan.Units[2].IsWorker);
        Assert.Equal([0, 1], plan.Units[2].WaitsFor);
        Assert.False(plan.Units[2].HasProperty);
    }

    [Fact]
    public void A_circle_makes_a_faulted_plan_with_all_its_members()
    {
        var plan = BuildPlan(Worker(), Unit("A", On("B"), Input("path")), Unit("B", On("A")));
        Assert.Equal("LCG1001", plan.Fault?.Finding?.RuleId);
        Assert.Equal(["A", "B"], plan.Units.Where(unit => unit.HasProperty).Select(unit => unit.Name));
        Assert.Equal("path", Assert.Single(plan.Inputs).Parameter);
    }

    [Fact]
    public void A_program_without_a_worker_gets_one_and_a_library_does_not()
    {
        UnitSet set = new([Unit("A")], [], new AssemblyModel("App", IsExecutable: true));
        Assert.True(Assert.Single(Composer.Plans(set)).IsDefault);
        Assert.Empty(Composer.Plans(set with { Assembly = set.Assembly with { IsExecutable = false } }));
        Assert.Equal("global::DefaultWorker",
            Assert.Single(Composer.Plans(set with { Assembly = set.Assembly with { DefaultWorker = "DefaultWorker" } })).Type.Name);
    }

    [Fact]
    public void A_library_without_a_worker_is_checked_for_circles_and_not_for_choices()
    {
        UnitSet set = new([Unit("A", On("I"), On("B")), Unit("B", On("A")), Unit("X").Providing("I"), Unit("Y").Providing("I")], [],
            new AssemblyModel("App", IsExecutable: false));
        Assert.Equal("LCG1001", Assert.Single(Composer.Findings(set)).RuleId);
    }
}
