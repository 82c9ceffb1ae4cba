using System.Text;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests.Shortener;

/// <summary>The script that reads links from a file.</summary>
public sealed class ImportTests(SamplePrograms programs) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, EachFlavour]
    public async Task Every_row_is_added_with_all_quoting_of_RFC_4180_and_again_does_no_harm(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"https://example.com/{i},row-{i},\r\n"));
        _folder.Write("links.csv", "\uFEFFURL,Code,note\r\n"
            + "\"https://example.com/?a=1,2\",comma,\"a, \"\"b\"\"\r\nand more\"\r\n"
            + "\"https://example.com/?q=\"\"x\"\"\",quote,\n"
            + "\n"
            + "https://example.com/no-code,,\r"
            + rows
            + "https://example.com/last,last,no line end");

        Assert.Equal((0, "links.csv: 1004 added, 0 already there, 0 rejected."), await ImportAsync(program, "links.csv"));
        Assert.Equal((0, "links.csv: 1 added, 1003 already there, 0 rejected."), await ImportAsync(program, "links.csv"));

        await using var server = await ShortenerHost.StartAsync(program, _folder.Path);
        Assert.Equal("https://example.com/?a=1,2", await server.FollowAsync("comma"));
        Assert.Equal("https://example.com/?q=%22x%22", await server.FollowAsync("quote"));
        Assert.Equal("https://example.com/last", await server.FollowAsync("last"));
        for (var i = 0; i < 1000; i += 111)
            Assert.Equal($"https://example.com/{i}", await server.FollowAsync($"row-{i}"));
    }

    [Theory, EachFlavour]
    public async Task A_bad_row_is_named_by_line_and_column_and_the_others_are_kept(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        await File.WriteAllBytesAsync(_folder.File("bad.csv"), Encoding.Latin1.GetBytes("""
            code,url
            good-1,https://example.com/1
            bad,"ftp://example.com/"
            good-1,https://example.com/other
            short
            qu"ote,https://example.com/
            "closed"x,https://example.com/
            "two
            lines",https://example.com/
            b-ä,https://example.com/
            good-2,https://example.com/2
            links,https://example.com/
            open,"https://example.com/
            good-3,https://example.com/3
            """));

        var (exitCode, output, errors) = await ProcessHost.RunAsync([.. program, "import", "bad.csv"], _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Equal(["bad.csv: 2 added, 0 already there, 9 rejected."], output);
        string[] expected =
        [
            "bad.csv:3:5: 'ftp://example.com/' is not an http or https address.",
            "bad.csv:4:8: The code 'good-1' is taken.",
            "bad.csv:5:1: the row has 1 fields and the header 2.",
            "bad.csv:6:3: a quote inside a field that does not begin with one.",
            "bad.csv:7:9: text after the closing quote.",
            "bad.csv:9:8: The code 'two\nlines' has characters other than letters, digits, '-' and '_'.",
            "bad.csv:10:3: not valid UTF-8.",
            "bad.csv:12:7: The code 'links' is reserved.",
            "bad.csv:13:6: this quote is never closed.",
        ];
        var text = string.Join('\n', errors);
        Assert.All(expected, line => Assert.Contains(line, text, StringComparison.Ordinal));
        Assert.Contains("9 of 11 rows were rejected; the others are stored.", text, StringComparison.Ordinal);

        await using var server = await ShortenerHost.StartAsync(program, _folder.Path);
        Assert.Equal("https://example.com/1", await server.FollowAsync("good-1"));
        Assert.Equal("https://example.com/2", await server.FollowAsync("good-2"));
    }

    [Theory, EachFlavour]
    public async Task A_file_that_cannot_be_imported_at_all_touches_no_store(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        _folder.Write("empty.csv", "");
        _folder.Write("no-header.csv", "https://example.com/,code\n");
        (string File, string Line)[] cases =
        [
            ("none.csv", "There is no file none.csv."),
            ("empty.csv", "empty.csv is empty."),
            ("no-header.csv", "no-header.csv:1:1: the first line must name the columns, 'url' and perhaps 'code'."),
        ];
        foreach (var (file, line) in cases)
        {
            var (exitCode, _, errors) = await ProcessHost.RunAsync([.. program, "import", file], _folder.Path);
            Assert.Equal(1, exitCode);
            Assert.Contains(errors, error => error.Contains(line, StringComparison.Ordinal));
        }
    }

    [Theory, EachFlavour]
    public async Task A_row_of_another_length_than_the_header_is_a_mistake_and_so_is_a_field_without_end(Flavour flavour)
    {
        var program = await programs.GetAsync("Shortener", flavour);
        _folder.Write("odd.csv", $"""
            url,code
            https://example.com/?a=1,2,comma
            https://example.com/1
            {new string('a', 100_000)},long
            "{new string('b', 100_000)}",quoted
            http://[::1]/,six
            """);

        var (exitCode, output, errors) = await ProcessHost.RunAsync([.. program, "import", "odd.csv"], _folder.Path);
        Assert.Equal(1, exitCode);
        Assert.Equal(["odd.csv: 1 added, 0 already there, 4 rejected."], output);
        string[] expected =
        [
            "odd.csv:2:1: the row has 3 fields and the header 2.",
            "odd.csv:3:1: the row has 1 fields and the header 2.",
            "odd.csv:4:1: the field is longer than 65536 characters.",
            "odd.csv:5:1: the field is longer than 65536 characters.",
        ];
        Assert.All(expected, line => Assert.Contains(line, errors));

        _folder.Write("twice.csv", "url,code,URL\n");
        (_, _, errors) = await ProcessHost.RunAsync([.. program, "import", "twice.csv"], _folder.Path);
        Assert.Contains(errors, line => line.Contains("twice.csv:1:10: the column 'url' is there twice.", StringComparison.Ordinal));
    }

    private async Task<(int ExitCode, string Summary)> ImportAsync(IReadOnlyList<string> program, string file)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync([.. program, "import", file], _folder.Path);
        return (exitCode, Assert.Single(output) + string.Concat(errors.Where(error => error.Contains(".csv:", StringComparison.Ordinal))));
    }
}
