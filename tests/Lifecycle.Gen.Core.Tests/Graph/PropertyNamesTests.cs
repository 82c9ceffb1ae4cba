using Lifecycle.Core.Graph;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Tests.Graph;

/// <summary>How the properties of a worker are called.</summary>
public class PropertyNamesTests
{
    [Fact]
    public void The_name_of_the_class_where_no_other_has_it() => Assert.Equal(["Api", "Store"], Names(Unit("Shop.Api"), Unit("Shop.Store")));

    [Fact]
    public void As_much_of_the_namespace_as_makes_the_difference() =>
        Assert.Equal(["OrdersStore", "UsersStore"], Names(Unit("Shop.Orders.Store"), Unit("Shop.Users.Store")));

    [Fact]
    public void More_of_it_where_one_name_is_not_enough() =>
        Assert.Equal(["OldOrdersStore", "NewOrdersStore", "UsersStore"],
            Names(Unit("All.Old.Orders.Store"), Unit("All.New.Orders.Store"), Unit("All.Users.Store")));

    [Fact]
    public void Without_a_namespace_the_class_keeps_its_name() => Assert.Equal(["Store", "OrdersStore"], Names(Unit("Store"), Unit("Orders.Store")));

    [Fact]
    public void What_is_taken_is_not_given_again()
    {
        Assert.Equal(["ShopUnits"], Names(["Units"], Unit("Shop.Units")));
        Assert.Equal([""], Names(["Units"], Unit("Units")));
        Assert.Equal(["AOrdersStore", "BOrdersStore", "OrdersStore", "UsersStore"],
            Names(Unit("A.Orders.Store"), Unit("B.Orders.Store"), Unit("OrdersStore"), Unit("Users.Store")));
    }

    [Fact]
    public void What_the_author_says_is_all_that_it_is_called()
    {
        Assert.Equal(["Books", "Store"], Names(Unit("Orders.Store") with { Property = "Books" }, Unit("Users.Store")));
        Assert.Equal(["", ""], Names(Unit("Orders.Store") with { Property = "Books" }, Unit("Users.Store") with { Property = "Books" }));
    }

    /// <summary>A reference that gets a unit changes no name that code here may use.</summary>
    [Fact]
    public void Units_of_the_assembly_come_before_those_of_others()
    {
        var other = Unit("Lib.Store") with { Key = "Lib.Store, Lib", Position = new DeclarationPosition("", []) { Assembly = "Lib" } };
        Assert.Equal(["Store", "LibStore"], Names(Unit("Orders.Store"), other));
        Assert.Equal(["Store"], Names(other));
    }

    [Fact]
    public void The_order_of_the_units_makes_no_difference()
    {
        UnitShape[] units = [Unit("A.B.Store"), Unit("A.Store"), Unit("B.Store"), Unit("Store"), Unit("BStore"), Unit("C.A.Store"), Unit("ABStore")];
        var expected = units.Zip(Names(units)).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(units.Length, expected.Values.Distinct().Count(name => name.Length > 0) + expected.Values.Count(name => name.Length == 0));
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(units);
            Assert.Equal(units.Select(unit => expected[unit]), Names(units));
        }
    }

    private static UnitShape Unit(string key) => Models.Unit("X") with { Key = key, Name = key[(key.LastIndexOf('.') + 1)..] };

    private static List<string> Names(params UnitShape[] units) => Names([], units);

    private static List<string> Names(string[] taken, params UnitShape[] units)
    {
        var names = PropertyNames.Of(units, new HashSet<string>(taken));
        return [.. units.Select(unit => names.GetValueOrDefault(unit.Key, ""))];
    }
}
