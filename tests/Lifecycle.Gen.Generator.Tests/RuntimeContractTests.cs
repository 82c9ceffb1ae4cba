using Lifecycle.Core.Units;

namespace Lifecycle.Gen.Generator.Tests;

/// <summary>What generator and runtime have to agree about.</summary>
public class RuntimeContractTests
{
    [Fact]
    public void The_rows_of_the_phases_name_the_attributes_of_the_runtime() =>
        Assert.Equal(
            typeof(PhaseAttribute).Assembly.GetExportedTypes().Where(type => type.IsSealed && type.IsSubclassOf(typeof(PhaseAttribute))).Select(type => type.FullName!).Order(StringComparer.Ordinal),
            PhaseTable.Rows.Select(row => row.Attribute).Order(StringComparer.Ordinal));
}
