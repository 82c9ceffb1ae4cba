using System.Xml.Linq;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>The pictures that <c>serve --report</c> prints.</summary>
public sealed class ReportTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [EachFlavour("svg")]
    [EachFlavour("graph")]
    public async Task A_picture_names_every_unit(Flavour flavour, string form)
    {
        await using var server = await ShortenerHost.StartAsync(await programs.GetAsync("Shortener", flavour), _folder.Path, $"--report={form}");
        await server.Process.WaitForLineAsync("</svg>");
        await server.StopAsync();

        var lines = server.Process.Output.SkipWhile(line => !line.StartsWith("<svg", StringComparison.Ordinal)).TakeWhile(line => line != "</svg>");
        var units = XDocument.Parse(string.Join('\n', lines) + "</svg>").Descendants()
            .Select(element => (string?)element.Attribute("data-unit")).OfType<string>();
        Assert.Equal(
            ["ClickCounter", "FileStore", "LinkCache", "LinkEndpoints", "Server", "Settings", "Shortening", "WebServer"],
            units.Select(unit => unit["Shortener.".Length..]).Order(StringComparer.Ordinal));
    }
}
