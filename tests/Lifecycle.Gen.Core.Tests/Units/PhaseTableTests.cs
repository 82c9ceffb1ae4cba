using Lifecycle.Core.Units;

namespace Lifecycle.Core.Tests.Units;

public class PhaseTableTests
{
    public static TheoryData<Phase> BuiltIn => [.. Enum.GetValues<Phase>().Where(phase => phase != Phase.Custom)];

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void Every_built_in_phase_has_its_row(Phase phase)
    {
        var row = PhaseTable.RowOf(phase);
        Assert.NotNull(row);
        Assert.Equal(phase, row.Phase);
        Assert.Equal($"Lifecycle.{phase}Attribute", row.Attribute);
        Assert.Equal(phase, PhaseTable.OfAttribute($"{phase}Attribute"));
    }

    [Fact]
    public void There_are_no_other_rows() => Assert.Equal(BuiltIn.Count, PhaseTable.Rows.Count);

    [Theory]
    [InlineData(Phase.Custom)]
    [InlineData(Phase.Custom + 3)]
    [InlineData((Phase)(-1))]
    public void A_custom_phase_has_none(Phase phase) => Assert.Null(PhaseTable.RowOf(phase));

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public void A_counterpart_is_on_the_other_way_and_as_often(Phase phase)
    {
        if (PhaseTable.RowOf(phase) is not { Counterpart: { } counterpart } row)
            return;

        var other = PhaseTable.RowOf(counterpart)!;
        Assert.Equal(row.Course == PhaseCourse.Up ? PhaseCourse.Down : PhaseCourse.Up, other.Course);
        Assert.Equal(row.IsOncePerWorker, other.IsOncePerWorker);
    }

    [Theory]
    [InlineData("PhaseAttribute")]
    [InlineData("CustomAttribute")]
    [InlineData("OnStartup")]
    public void Another_attribute_stands_for_none(string name) => Assert.Null(PhaseTable.OfAttribute(name));
}
