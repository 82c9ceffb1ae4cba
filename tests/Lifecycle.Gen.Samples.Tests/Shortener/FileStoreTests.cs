using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>What the file store does with a file that is not as it left it.</summary>
public sealed class FileStoreTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string LinksFile => _folder.File("links.log");

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task A_torn_last_record_is_cut_off_wherever_it_was_torn(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var (one, two) = await WriteTwoLinksAsync(program);
        foreach (var length in new[] { one + 1, one + 8, one + 9, two - 1 })
        {
            await using (var file = new FileStream(LinksFile, FileMode.Open))
                file.SetLength(length);

            // Without a write of clicks: the length of the file is asserted.
            await using (var server = await ShortenerHost.StartAsync(program, _folder.Path, "--flush-seconds", "600"))
            {
                Assert.Contains($"a write of {length - one} bytes", await server.Process.WaitForLineAsync("left incomplete"), StringComparison.Ordinal);
                Assert.Equal("https://example.com/1", await server.FollowAsync("one"));
                Assert.Null(await server.FollowAsync("two"));
                await server.CreateAsync("https://example.com/2", "two");
                server.Process.Signal(ProcessHost.SigKill);
                await server.Process.WaitForExitAsync();
            }

            Assert.Equal(two, new FileInfo(LinksFile).Length);
        }
    }

    [Theory, EachFlavour]
    public async Task A_tail_of_zeros_is_cut_off_too(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var (_, two) = await WriteTwoLinksAsync(program);
        await using (var file = new FileStream(LinksFile, FileMode.Open))
            file.SetLength(two + 5000);

        await using var server = await ShortenerHost.StartAsync(program, _folder.Path);
        Assert.Contains("5000 bytes", await server.Process.WaitForLineAsync("left incomplete"), StringComparison.Ordinal);
        Assert.Equal("https://example.com/2", await server.FollowAsync("two"));
    }

    [Theory, EachFlavour]
    public async Task Damage_elsewhere_is_an_error_and_changes_nothing(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var (one, _) = await WriteTwoLinksAsync(program);
        var bytes = await File.ReadAllBytesAsync(LinksFile);
        bytes[one - 1] ^= 1;
        await File.WriteAllBytesAsync(LinksFile, bytes);

        await FailsAsync(program, "links.log is damaged at byte 8,");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(LinksFile));
    }

    [Theory, EachFlavour]
    public async Task A_file_of_something_else_is_left_alone(Flavour flavour)
    {
        _folder.Write("links.log", "Dear diary");
        await FailsAsync(await programs.GetAsync("Shortener", flavour), "links.log is not a file of links.");
        Assert.Equal("Dear diary", await File.ReadAllTextAsync(LinksFile));
    }

    [Theory, EachFlavour]
    public async Task A_full_disk_stops_the_server_with_1_after_keeping_all_that_it_acknowledged(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        // A limit on the size of files does what a full disk does: the write that passes it is cut short and fails.
        string[] limited = ["bash", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "bash", .. program];
        // The runtime maps its code through a file larger than that, unless a setting forbids that.
        var environment = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" };
        Load load;
        await using (var server = await ShortenerHost.StartAsync(limited, _folder.Path, [], environment))
        {
            load = new Load(server);
            Assert.Equal(1, await server.Process.WaitForExitAsync());
            await load.StopAsync();
            Assert.Contains(server.Process.Errors, line => line.Contains("WriteAsync of Shortener.FileStore failed", StringComparison.Ordinal));
        }

        Assert.NotEmpty(load.Acknowledged);
        var left = new FileInfo(LinksFile).Length;
        await using var again = await ShortenerHost.StartAsync(program, _folder.Path);
        // Once in a while a frame ends right at the limit, and the next one leaves nothing of it.
        if (new FileInfo(LinksFile).Length < left)
            await again.Process.WaitForLineAsync("left incomplete");
        foreach (var (code, url) in load.Acknowledged)
            Assert.Equal(url, (await again.FindAsync(code))?.Url);
    }

    [Theory, EachFlavour]
    public async Task Two_servers_never_write_one_file(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await using var first = await ShortenerHost.StartAsync(program, _folder.Path);
        await FailsAsync(program, "links.log");
        await first.CreateAsync("https://example.com/");
        await first.StopAsync();
    }

    /// <summary>Gives the length of the file after the first link and after the second.</summary>
    private async Task<(long One, long Two)> WriteTwoLinksAsync(IReadOnlyList<string> program)
    {
        await using var server = await ShortenerHost.StartAsync(program, _folder.Path);
        await server.CreateAsync("https://example.com/1", "one");
        var one = new FileInfo(LinksFile).Length;
        await server.CreateAsync("https://example.com/2", "two");
        var two = new FileInfo(LinksFile).Length;
        await server.StopAsync();
        return (one, two);
    }

    private async Task FailsAsync(IReadOnlyList<string> program, string message)
    {
        var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "serve", "--listen", "127.0.0.1:0"], _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Contains(errors, line => line.Contains(message, StringComparison.Ordinal));
    }
}
