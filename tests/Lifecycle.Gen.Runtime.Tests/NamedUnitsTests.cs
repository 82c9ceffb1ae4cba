using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

/// <summary>Several units of one class, told apart by their names: instances of the plan and attached ones.</summary>
public class NamedUnitsTests
{
    private static Rig Base()
    {
        var rig = new Rig();
        rig.Make = id => new Named(id, rig.Journal, "");
        return rig.Unit("queue[orders]").Unit("queue[payments]").Unit("other[orders]");
    }

    private static Named New(Rig rig, string id = "shard") => (Named)new Named(id, rig.Journal, "").Marks(Hook.OnStartup, Hook.OnShutdown);

    [Fact]
    public async Task R_INST_2_an_attached_unit_has_the_name_that_it_is_given_in_its_id()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();

        await worker.AttachAsync(New(rig), "eu-1").InTime();
        await worker.AttachAsync(New(rig), "eu-2").InTime();
        await worker.AttachAsync(New(rig)).InTime();

        Assert.Equal(["shard[eu-1]", "shard[eu-2]", "shard"], worker.Units.Skip(3).Select(unit => unit.Id));
    }

    [Theory]
    [InlineData("eu-1", "shard")]
    [InlineData("orders", "queue")]
    public async Task R_INST_2_a_name_is_given_once(string name, string id)
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var first = New(rig);
        await worker.AttachAsync(first, "eu-1").InTime();

        var failure = await Assert.ThrowsAsync<UnitStateException>(() => worker.AttachAsync(New(rig, id), name).InTime());

        Assert.Contains($"has a {id}[{name}] already", failure.Message, StringComparison.Ordinal);
        await worker.DetachAsync(first).InTime();
        await worker.AttachAsync(New(rig), "eu-1").InTime(); // The name is free again.
        Assert.Equal("shard[eu-1]", worker.Units[^1].Id);
    }

    [Fact]
    public async Task R_INST_2_a_name_is_not_empty()
    {
        var worker = Base().Build();

        await Assert.ThrowsAsync<ArgumentException>(() => worker.AttachAsync(New(Base()), ""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => worker.AttachAsync(New(Base()), name: null!));
    }

    [Fact]
    public async Task R_INST_3_one_of_several_is_started_and_stopped_by_its_name()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        await worker.AttachAsync(New(rig), "eu-1").InTime();
        await worker.AttachAsync(New(rig), "eu-2").InTime();
        rig.Journal.Clear();

        await worker.StopUnitAsync<Named>("eu-2").InTime();
        Assert.Equal("Stopped", StateOf("shard[eu-2]"));
        Assert.Equal("Started", StateOf("shard[eu-1]"));
        await worker.StopUnitAsync<Named>("payments").InTime();
        await worker.StartUnitAsync<Named>("eu-2").InTime();

        Assert.Equal("down shard, down queue[payments], up shard", rig.Journal.ToString());
        Assert.Equal("Stopped", StateOf("queue[payments]"));

        string StateOf(string id) => worker.Units.Single(unit => unit.Id == id).State.ToString();
    }

    [Fact]
    public async Task R_INST_3_without_a_name_several_are_an_error_that_says_what_to_pass()
    {
        var rig = new Rig();
        rig.Make = id => new Named(id, rig.Journal, "");
        var worker = rig.Unit("queue[orders]").Unit("queue[payments]").Build();
        await worker.StartAsync().InTime();

        var several = await Assert.ThrowsAsync<UnitStateException>(() => worker.StopUnitAsync<Named>().InTime());
        var none = await Assert.ThrowsAsync<UnitStateException>(() => worker.StartUnitAsync<Named>("order").InTime());

        Assert.EndsWith("queue[orders] and queue[payments]. Pass the name of one, which is in brackets.", several.Message, StringComparison.Ordinal);
        Assert.Contains("with the name 'order'", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_of_equal_ids_are_given_again_the_lowest_first()
    {
        var rig = Base();
        var worker = rig.Build();
        await worker.StartAsync().InTime();
        var units = Enumerable.Range(0, 5).Select(_ => New(rig)).ToList();
        foreach (var unit in units)
            await worker.AttachAsync(unit).InTime();

        Assert.Equal(["shard", "shard#2", "shard#3", "shard#4", "shard#5"], worker.Units.Skip(3).Select(unit => unit.Id));
        await worker.DetachAsync(units[3]).InTime();
        await worker.DetachAsync(units[1]).InTime();
        await worker.DetachAsync(units[0]).InTime();
        var more = Enumerable.Range(0, 4).Select(_ => New(rig)).ToList();
        foreach (var unit in more)
            await worker.AttachAsync(unit).InTime();

        Assert.Equal(
            ["shard", "shard#2", "shard#3", "shard#4", "shard#5", "shard#6"],
            worker.Units.Skip(3).Select(unit => unit.Id).Order(StringComparer.Ordinal));
    }
}
