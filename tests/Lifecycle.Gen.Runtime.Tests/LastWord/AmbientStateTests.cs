using System.Globalization;
using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests.LastWord;

/// <summary>
/// Each hook has what the caller of the operation had, and nothing that another unit's hook has left, whether that one was asynchronous or not.
/// </summary>
public class AmbientStateTests
{
    private readonly Rig _rig = new();
    private readonly AsyncLocal<string?> _local = new();

    [Theory]
    [InlineData(Hook.OnInit)]
    [InlineData(Hook.PreStartup)]
    [InlineData(Hook.OnStartup)]
    [InlineData(Hook.OnReady)]
    [InlineData(Hook.OnDrain)]
    [InlineData(Hook.OnShutdown)]
    [InlineData(Hook.PostShutdown)]
    public async Task R_BG_7_Nothing_of_one_units_hook_is_in_the_next_ones(int phase)
    {
        var seen = new List<string?>();
        Action<TestUnit> hooks = u => u.Marks(Hook.OnInit, Hook.PreStartup, Hook.OnStartup, Hook.OnReady).On(phase, () =>
        {
            seen.Add($"{_local.Value} {NameOf(CultureInfo.CurrentCulture)}");
            _local.Value = u.Id;
            CultureInfo.CurrentCulture = Named("hook");
        });
        _rig.Unit("a", "", hooks).Unit("b", "a", hooks).Unit("c", "b", hooks);
        var worker = _rig.Build();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Named("caller");
        _local.Value = "caller";
        try
        {
            await worker.StartAsync().InTime();
            await worker.StopAsync().InTime();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(["caller caller", "caller caller", "caller caller"], seen);
    }

    [Theory]
    [InlineData(Hook.Background)]
    [InlineData(Hook.Run)]
    public async Task R_BG_7_Loops_have_the_culture_of_the_caller(int phase)
    {
        string? seen = null;
        _rig.Unit("a", "", u => u.Marks(Hook.OnStartup).On(phase, () => seen = NameOf(CultureInfo.CurrentCulture)));
        var worker = _rig.Build();
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Named("caller");
        try
        {
            await worker.StartAsync().InTime();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        _rig.Settle();
        Assert.Equal("caller", seen);
        await worker.StopAsync().InTime();
    }

    /// <summary>The tests run without the data of cultures, so a symbol distinguishes them.</summary>
    private static CultureInfo Named(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NaNSymbol = name;
        return culture;
    }

    private static string NameOf(CultureInfo culture) => culture.NumberFormat.NaNSymbol;
}
