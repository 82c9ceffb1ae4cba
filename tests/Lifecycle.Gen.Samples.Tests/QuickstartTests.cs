using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests;

/// <summary>The first program that a reader runs.</summary>
public sealed class QuickstartTests(SamplePrograms programs)
{
    /// <summary>What the native program weighed when this was last changed, on purpose.</summary>
    private const int NativeBytes = 1_798_832;

    [Theory, EachFlavour]
    public async Task It_starts_runs_and_stops_in_order_and_ends_by_itself_with_0(Flavour flavour)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync(await programs.GetAsync("Quickstart", flavour), Path.GetTempPath());

        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
        Assert.Equal(10, output.Count);
        InThisOrder(output, "Starting", "Exchange is connected", "Shop is open");
        InThisOrder(output, "Starting", "Database is open with 0 rows", "Shop is open");
        InThisOrder(output, "Shop is open", "Shop sold to customer 1", "Shop sold to customer 2", "Shop sold to customer 3", "Shop is closed after 3 sales");
        // These two do not depend on each other.
        InThisOrder(output, "Shop is closed", "Database is closed with 3 rows");
        InThisOrder(output, "Shop is closed", "Exchange is disconnected");
    }

    /// <summary>
    /// One call too many brings whole parts of the runtime into every native program: LINQ, an array slice or a comparison of types costs 350 KiB.
    /// A size is the same on every machine with the same tools, so a change beyond a few percent is ours: keep it out, or move what needs it behind a class
    /// that only its users construct. Where it is wanted, the figure above says the new size.
    /// </summary>
    [Fact]
    public async Task The_native_program_is_as_small_as_it_was()
    {
        var program = await programs.GetAsync("Quickstart", Flavour.Native);

        Assert.InRange(new FileInfo(program[0]).Length, NativeBytes * 0.95, NativeBytes * 1.05);
    }

    private static void InThisOrder(IReadOnlyList<string> output, params string[] texts)
    {
        var places = texts.Select(text => output.ToList().FindIndex(line => line.Contains(text, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }
}
