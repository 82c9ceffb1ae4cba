using Lifecycle.AspNetCore.Tests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Lifecycle.AspNetCore.Tests;

/// <summary>The system's Chromium, without a window; one for all tests. Each client is a context of its own, without cookies of another.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A new client that has opened the page and is connected.</summary>
    public async Task<IPage> OpenAsync(string address, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ColorScheme = scheme });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address);
        await page.Locator("#connection", new PageLocatorOptions { HasTextString = "live" }).WaitForAsync();
        await page.Locator("#graph .node").First.WaitForAsync();
        return page;
    }
}
