using System.Text.Json;
using Lifecycle.Samples.Tests.Hosting;

namespace Lifecycle.Samples.Tests;

/// <summary>The text tool whose formats are extensions, from its command line to its output.</summary>
public sealed class FormattersTests(SamplePrograms programs)
{
    private const string People = "name,born\n\"Lovelace, Ada\",1815\nAlan \"\"|\"\" Turing,1912\n\nNobody\n";

    [Theory, EachFlavour]
    public async Task Without_a_format_it_is_the_one_of_the_highest_priority(Flavour flavour) =>
        Assert.Equal(
            [
                "name           born",
                "-------------  ----",
                "Lovelace, Ada  1815",
                "Alan | Turing  1912",
                "Nobody",
            ],
            await OutputAsync(flavour, People));

    [Theory]
    [EachFlavour("csv", "name,born/\"Lovelace, Ada\",1815/Alan | Turing,1912/Nobody,")]
    [EachFlavour("markdown", @"| name | born |/| --- | --- |/| Lovelace, Ada | 1815 |/| Alan \| Turing | 1912 |/| Nobody |  |")]
    public async Task Each_format_is_found_by_its_name(Flavour flavour, string format, string expected) =>
        Assert.Equal(expected.Split('/'), await OutputAsync(flavour, People, "--format", format));

    [Theory, EachFlavour]
    public async Task Json_lines_come_in_and_json_goes_out(Flavour flavour)
    {
        var output = await OutputAsync(flavour, "{\"a\":1,\"b\":\"é\"}\n{\"b\":null,\"c\":[true]}\n", "--format", "json");
        using var json = JsonDocument.Parse(string.Join('\n', output));
        Assert.Equal(
            ["a=1 b=é c=", "a= b= c=[true]"],
            json.RootElement.EnumerateArray().Select(row => string.Join(' ', row.EnumerateObject().Select(field => $"{field.Name}={field.Value}"))));
    }

    [Theory, EachFlavour]
    public async Task Standard_input_is_read_where_no_file_is_named(Flavour flavour)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "in.csv"), "a,b\n1,2\n", TestContext.Current.CancellationToken);
        var (exitCode, output, _) = await ProcessHost.RunAsync(
            ["sh", "-c", "exec \"$@\" < in.csv", "sh", .. await programs.GetAsync("Formatters", flavour), "--format", "csv"], folder.Path);
        Assert.Equal(0, exitCode);
        Assert.Equal(["a,b", "1,2"], output);
    }

    [Theory, EachFlavour]
    public async Task An_unknown_format_fails_before_anything_is_read_and_names_the_others(Flavour flavour)
    {
        var (exitCode, output, errors) = await ProcessHost.RunAsync([.. await programs.GetAsync("Formatters", flavour), "--format", "xml", "no-such-file"],
            Path.GetTempPath());
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("[PreStartup] Check of Formatters.Printer failed: there is no format 'xml', only table, csv, json, markdown", errors[0],
            StringComparison.Ordinal);
    }

    [Theory, EachFlavour]
    public async Task A_row_that_is_too_long_is_named_and_nothing_is_printed(Flavour flavour)
    {
        var (exitCode, output, errors) = await RunAsync(flavour, "a,b\n1,2\n1,2,3\n");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("Row 3 has 3 fields, but there are 2 columns.", errors[0], StringComparison.Ordinal);
    }

    [Theory]
    [EachFlavour] // The attached one has the highest priority,
    [EachFlavour("--format", "people")] // and a name.
    public async Task P7_a_format_is_attached_at_run_time(Flavour flavour, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var template = folder.Write("people.txt", "{name} was born in {born}; {name}!\n");
        Assert.Equal(
            ["Lovelace, Ada was born in 1815; Lovelace, Ada!", "Alan | Turing was born in 1912; Alan | Turing!", "Nobody was born in ; Nobody!"],
            await OutputAsync(flavour, People, ["--plugin", template, .. arguments]));
    }

    [Theory, EachFlavour]
    public async Task P7_the_formats_that_were_compiled_are_still_there_beside_an_attached_one(Flavour flavour)
    {
        using var folder = new TemporaryFolder();
        var template = folder.Write("people.txt", "{name}");
        Assert.Equal(["a", "1"], await OutputAsync(flavour, "a\n1\n", "--plugin", template, "--format", "csv"));
        var (exitCode, output, errors) = await RunAsync(flavour, "a\n1\n", "--plugin", template, "--format", "xml");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("there is no format 'xml', only people, table, csv, json, markdown", errors[0], StringComparison.Ordinal);
    }

    [Theory, EachFlavour]
    public async Task A_plugin_that_cannot_be_read_is_named_and_nothing_is_printed(Flavour flavour)
    {
        var (exitCode, output, errors) = await RunAsync(flavour, People, "--plugin", "missing.txt");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains(errors, line => line.Contains("[OnStartup] ReadAsync of Formatters.Formats.TemplateFormat failed: Could not find file",
            StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> OutputAsync(Flavour flavour, string text, params string[] arguments)
    {
        var (exitCode, output, errors) = await RunAsync(flavour, text, arguments);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return output;
    }

    private async Task<(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(Flavour flavour, string text,
        params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "in"), text, TestContext.Current.CancellationToken);
        return await ProcessHost.RunAsync([.. await programs.GetAsync("Formatters", flavour), .. arguments, "in"], folder.Path);
    }
}
