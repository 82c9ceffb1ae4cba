using Lifecycle.Core.Emission;

namespace Lifecycle.Generator.Tests;

/// <summary>Names of generated files.</summary>
public class HintNameTests
{
    [Theory]
    [InlineData("App.Api", "App.API")]
    [InlineData("App.Outer+Inner", "App.Outer.Inner")]
    [InlineData("App.Ä", "App.Ö")]
    [InlineData("App.A_B", "App.A-B")]
    public void Nasty_pairs_differ_also_where_case_does_not_count(string first, string second) =>
        Assert.NotEqual(HintName.Of(first, "Unit"), HintName.Of(second, "Unit"), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Length_is_bounded_and_the_class_stays_readable()
    {
        var name = HintName.Of(new string('n', 500) + ".Api", "Unit");
        Assert.True(name.Length < 130, name);
        Assert.Contains(".Api.Unit.", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_is_the_same_on_every_machine() => Assert.Equal("App.Api.Unit.6f0bf9b2.g.cs", HintName.Of("App.Api", "Unit"));

    [Fact]
    public void Types_that_differ_in_case_only_are_both_generated() =>
        Assert.Equal(3, GeneratorHarness.Run(
            """
            namespace N { [Unit] public sealed partial class A; }
            namespace n { [Unit] public sealed partial class B; }
            namespace N { public static partial class Aa { [Unit] public sealed partial class AA; } }
            """).Files.Count);
}
