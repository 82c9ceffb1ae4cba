using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Lifecycle.AspNetCore.Tests;

/// <summary>The page as its readers see it, in Chromium.</summary>
public class PageTests(Browser browser)
{
    private const string Cache = "Lifecycle.AspNetCore.Tests.Cache";

    [Theory]
    [InlineData(ColorScheme.Light, "rgb(255, 255, 255)")]
    [InlineData(ColorScheme.Dark, "rgb(13, 17, 23)")]
    public async Task It_shows_every_unit_with_its_state_in_light_and_dark(ColorScheme scheme, string background)
    {
        await using var app = await Application.RunAsync(withLog: true);
        var page = await browser.OpenAsync(app.Address, scheme);

        Assert.Equal(["Store", "Cache", "Front"], await page.Locator("#graph .node .label").AllTextContentsAsync());
        await StateIsAsync(page, Cache, "Started");
        Assert.Equal("Ready", await page.Locator("#health").TextContentAsync());
        Assert.Equal(background, await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(background, await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#graph .background')).fill"));
        await page.Locator("#start svg .row").First.WaitForAsync();
        var hooks = page.Locator("#hooks tr", new PageLocatorOptions { HasTextString = Cache });
        Assert.Equal("Connect", await hooks.First.Locator("td").Nth(1).TextContentAsync());
        Assert.Equal(
            ["behaviour", "Lifecycle.AspNetCore.Tests.Behaviour", "required", Cache],
            await page.Locator("#inputs tr").Locator("th, td").AllTextContentsAsync());

        if (Environment.GetEnvironmentVariable("LIFECYCLE_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"page-{scheme}.png"), FullPage = true });
    }

    [Fact]
    public async Task It_meets_the_rules_of_accessibility_and_works_with_the_keyboard()
    {
        await using var app = await Application.RunAsync(withLog: true);
        var page = await browser.OpenAsync(app.Address);
        await StateIsAsync(page, Cache, "Started");

        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));

        var node = page.Locator($"#graph [data-unit='{Cache}']");
        Assert.Equal($"{Cache}: Started", await node.GetAttributeAsync("aria-label"));
        await node.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("chosen", await Row(page, Cache).GetAttributeAsync("class"));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Stop {Cache}" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await StateIsAsync(page, Cache, "Stopped");
    }

    [Fact]
    public async Task Two_clients_see_what_one_does()
    {
        await using var app = await Application.RunAsync();
        var (first, second) = (await browser.OpenAsync(app.Address), await browser.OpenAsync(app.Address));
        app.Behaviour.HoldsStop = new TaskCompletionSource();

        await first.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Stop {Cache}" }).ClickAsync();

        await StateIsAsync(second, Cache, "Stopping");
        await second.Locator("#waits", new PageLocatorOptions { HasTextString = $"waiting for {Cache}" }).WaitForAsync();
        await StateIsAsync(second, "Lifecycle.AspNetCore.Tests.Front", "Stopped");
        app.Behaviour.HoldsStop.SetResult();
        await StateIsAsync(second, Cache, "Stopped");
        await second.Locator("#log li", new PageLocatorOptions { HasTextString = $"{Cache}: Stopping -> Stopped" }).WaitForAsync();

        await second.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start Lifecycle.AspNetCore.Tests.Front" }).ClickAsync();
        await StateIsAsync(first, "Lifecycle.AspNetCore.Tests.Front", "Started");
        await StateIsAsync(first, Cache, "Started");
    }

    [Fact]
    public async Task A_reload_and_a_phase_are_a_click()
    {
        await using var app = await Application.RunAsync(withLog: true);
        var page = await browser.OpenAsync(app.Address);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Run Flush" }).ClickAsync();
        await page.Locator("#log li", new PageLocatorOptions { HasTextString = "RunPhase ended" }).WaitForAsync();
        Assert.Equal(1, app.Behaviour.Flushed);

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Reload" }).ClickAsync();
        await page.Locator("#log li", new PageLocatorOptions { HasTextString = "Reload ended" }).WaitForAsync();
        await StateIsAsync(page, Cache, "Started");
    }

    /// <summary>The message of the failure is text, whatever is in it.</summary>
    [Fact]
    public async Task A_start_that_fails_is_shown_and_its_message_is_text()
    {
        await using var app = await Application.RunAsync();
        var page = await browser.OpenAsync(app.Address);
        page.Dialog += (_, dialog) => Assert.Fail(dialog.Message);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Stop {Cache}" }).ClickAsync();
        await StateIsAsync(page, Cache, "Stopped");
        app.Behaviour.FailsStart = true;

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Start {Cache}" }).ClickAsync();

        await StateIsAsync(page, Cache, "Failed");
        Assert.StartsWith("<img src=x onerror=alert(1)>", await Row(page, Cache).Locator("td").Nth(4).TextContentAsync(), StringComparison.Ordinal);
        await page.Locator("#failure", new PageLocatorOptions { HasTextString = $"start {Cache}: " }).WaitForAsync();
        Assert.Equal(0, await page.Locator("img").CountAsync());
    }

    [Fact]
    public async Task It_comes_back_when_the_application_does()
    {
        var app = await Application.RunAsync();
        var page = await browser.OpenAsync(app.Address);
        var port = new Uri(app.Address).Port;

        // The open stream holds up nothing.
        await app.StopAsync();
        await app.DisposeAsync();
        await page.Locator("#connection", new PageLocatorOptions { HasTextString = "connection lost" }).WaitForAsync();

        await using var again = await Application.RunAsync(port: port);
        await page.Locator("#connection", new PageLocatorOptions { HasTextString = "live" }).WaitForAsync();
        await again.Shop.StopUnitAsync<Front>();
        await StateIsAsync(page, "Lifecycle.AspNetCore.Tests.Front", "Stopped");
    }

    [Fact]
    public async Task Without_actions_there_is_no_button()
    {
        await using var app = await Application.RunAsync(options => options.AllowActions = false);
        var page = await browser.OpenAsync(app.Address);
        await StateIsAsync(page, Cache, "Started");
        Assert.Equal(0, await page.Locator("button").CountAsync());
    }

    [Fact]
    public async Task Units_are_found_by_a_part_of_their_name()
    {
        await using var app = await Application.RunAsync();
        var page = await browser.OpenAsync(app.Address);
        await StateIsAsync(page, Cache, "Started");
        await page.Locator("#filter").FillAsync("cac");
        Assert.Equal([Cache], await page.Locator("#rows tr:visible th").AllTextContentsAsync());
    }

    private static ILocator Row(IPage page, string unit) => page.Locator($"#rows tr[data-unit='{unit}']");

    private static Task StateIsAsync(IPage page, string unit, string state) => Row(page, unit).Locator($".state.{state}").WaitForAsync();
}
