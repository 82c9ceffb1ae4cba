using System.Reflection;
using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;
using Lifecycle.Runtime;

namespace Lifecycle.Generator.Tests;

/// <summary>What generator and runtime have to agree about beyond the one file that both compile.</summary>
public class RuntimeContractTests
{
    public static TheoryData<Phase> Phases => [.. Enum.GetValues<Phase>()];

    [Fact]
    public void The_rows_of_the_phases_name_the_attributes_of_the_runtime() =>
        Assert.Equal(
            typeof(PhaseAttribute).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsSubclassOf(typeof(PhaseAttribute)))
            .Select(type => type.FullName!).Order(StringComparer.Ordinal),
            PhaseTable.Rows.Select(row => row.Attribute).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Phases))]
    public void Each_phase_has_its_constant_of_the_name_for_generated_code(Phase phase) => Assert.Equal((int)phase << 8, ConstantOf(typeof(Hook), phase));

    [Theory]
    [MemberData(nameof(Phases))]
    public void And_one_for_the_count_of_its_hooks(Phase phase)
    {
        if (phase != Phase.Custom)
            Assert.Equal(1UL << (4 * (int)phase), ConstantOf(typeof(HookCounts), phase));
    }

    /// <summary>A property of a unit's name must hide nothing that the worker has.</summary>
    [Fact]
    public void The_members_of_every_worker_are_names_that_no_property_has() =>
        Assert.Empty(typeof(LifecycleWorker)
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Where(member => (member is PropertyInfo property
                ? property.GetMethod
                : member as MethodBase) is { IsPrivate: false, IsAssembly: false, IsConstructor: false })
            .Where(member => member is not MethodBase { IsSpecialName: true })
            .Select(member => member.Name)
            .Except(WorkerMembers.Reserved));

    private static object? ConstantOf(Type type, Phase phase) => type.GetField(phase.ToString())!.GetRawConstantValue();
}
