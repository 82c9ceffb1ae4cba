using System.Net;
using System.Runtime.CompilerServices;

namespace Lifecycle.AspNetCore.Tests.Documented;

/// <summary>The program in <c>docs/live-page.md</c> is the one that is compiled and run here.</summary>
public class PageTests
{
    [Fact]
    public void The_page_shows_this_program()
    {
        var code = File.ReadAllText(Beside("Site.cs")).ReplaceLineEndings("\n");
        var page = File.ReadAllText(Beside("../../../docs/live-page.md")).ReplaceLineEndings("\n");
        var shown = code[code.IndexOf("public static class", StringComparison.Ordinal)..];
        Assert.Contains($"```csharp\nusing Lifecycle;\nusing Lifecycle.Watch;\n\n{shown}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_keeps_the_page_from_strangers()
    {
        await using var app = Site.Build(["--urls", "http://127.0.0.1:0", "--environment", "Production"]);
        await app.StartAsync();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await client.GetAsync(new Uri(app.Urls.Single() + "/lifecycle"));
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Redirect, answer.ToString());
        await app.StopAsync();
    }

    private static string Beside(string file, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, file);
}
