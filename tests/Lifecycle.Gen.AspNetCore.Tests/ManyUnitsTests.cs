using Lifecycle.Diagrams.Tests;
using Lifecycle.Hosting;
using Lifecycle.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.AspNetCore.Tests;

/// <summary>A worker of 500 units, of which 60 change in a second.</summary>
public class ManyUnitsTests(Browser browser)
{
    private const int Changes = 180;

    [Fact]
    public async Task The_page_does_not_fall_behind()
    {
        var builder = Application.MakeBuilder(Environments.Development);
        builder.AddWorker<ManyUnits>();
        await using var app = builder.Build();
        app.MapLifecycle("/lifecycle");
        await app.StartAsync();
        var worker = app.Services.GetRequiredService<ManyUnits>();
        var page = await browser.OpenAsync(app.Urls.Single() + "/lifecycle");
        Assert.Equal(500, await page.Locator("#rows tr").CountAsync());

        // Units on which no other depends, each down and up again in turn.
        var leaves = worker.Plan.Units.Select(unit => unit.Id).Except(worker.Plan.Units.SelectMany(unit => unit.Dependencies)).ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / 60));
        for (var change = 0; change < Changes; change++)
        {
            await timer.WaitForNextTickAsync();
            var unit = leaves[change / 2 % leaves.Count];
            await (change % 2 == 0 ? WorkerHost.StopUnitAsync(worker, unit, default) : WorkerHost.StartUnitAsync(worker, unit, default));
        }

        await WorkerHost.StopUnitAsync(worker, leaves[0], default);
        await page.Locator($"#rows tr[data-unit='{leaves[0]}'] .state.Stopped").WaitForAsync();
        var states = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#rows tr')].map(row => row.querySelector('.state').textContent)");
        Assert.Equal(worker.Units.Select(unit => unit.State.ToString()), states);
    }

    private sealed class ManyUnits(WorkerOptions options) : LifecycleWorker(Plans.Random(500, seed: 7), options), IHostedWorker<ManyUnits>
    {
        public static ManyUnits Create(WorkerInputs inputs, WorkerOptions options) => new(options);

        public static void Register(WorkerServices services) => ArgumentNullException.ThrowIfNull(services);

        protected override void Construct(IUnit[] units)
        {
            for (var slot = 0; slot < units.Length; slot++)
                units[slot] = new Plain();
        }
    }

    private sealed class Plain : IUnit
    {
        public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(HookCounts.OnStartup) : Task.CompletedTask;
    }
}
