using Lifecycle.Core.Collections;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;

using static Lifecycle.Core.Tests.Models;

namespace Lifecycle.Core.Tests.Units;

/// <summary>The small types that everything is made of.</summary>
public class ModelTests
{
    [Fact]
    public void Arrays_are_equal_by_items()
    {
        EquatableArray<string> one = ["a", "b"];
        EquatableArray<string> other = ["a", "b"];
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, ["b", "a"]);
        Assert.Equal(default(EquatableArray<string>), []);
        Assert.Equal(["a", "b"], one.ToList());
    }

    [Fact]
    public void Units_are_equal_by_value() => Assert.Equal(Unit("A", On("B")).After("C"), Unit("A", On("B")).After("C"));

    [Theory]
    [InlineData("global::App.Database", "Database")]
    [InlineData("string", "string")]
    [InlineData("global::System.Func<global::App.@new, int?>[]", "Func<@new, int?>[]")]
    [InlineData("(int Low, global::A.B High)", "(int Low, B High)")]
    public void Types_are_shown_without_qualifiers(string name, string expected) => Assert.Equal(expected, TypeRef.Shorten(name));

    [Fact]
    public void Places_are_filled_in_and_left_out()
    {
        var finding = new Finding("LCG1001", SubjectKey.OfType("A"), [SubjectKey.OfType("B")],
            [$"x (a{Finding.LocationOf(0)}) y (b{Finding.LocationOf(1)})", "plain"]);
        Assert.Equal(["x (a, A.cs:1) y (b, B.cs:1)", "plain"], finding.Render(subject => $"{subject.Type}.cs:1"));
        Assert.Equal(["x (a) y (b)", "plain"], finding.Render(_ => null));
    }

    [Fact]
    public void Places_of_declarations_go_by_file_then_by_position()
    {
        DeclarationPosition[] places = [new("b.cs", [0]), new("a.cs", [1, 0]), new("a.cs", [1]), new("a.cs", [0, 5])];
        Assert.Equal([3, 2, 1, 0], places.Order().Select(place => Array.IndexOf(places, place)));
    }
}
