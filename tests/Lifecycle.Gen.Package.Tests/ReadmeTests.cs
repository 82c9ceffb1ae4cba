namespace Lifecycle.Package.Tests;

/// <summary>
/// README and docs say only what is so: their programs compile and print what is shown, and generated code that they show is what the generator writes.
/// </summary>
[Collection(nameof(PackedHosting))]
public sealed class ReadmeTests(ShownPrograms programs) : IClassFixture<ShownPrograms>
{
    /// <summary>The blocks that users write, by page and by the line where they begin.</summary>
    public static TheoryData<string, int> Written => BlocksThat(isGenerated: false);

    /// <summary>The blocks that show what is generated.</summary>
    public static TheoryData<string, int> Generated => BlocksThat(isGenerated: true);

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_block_of_code_compiles_without_a_warning_and_prints_what_is_shown(string page, int line)
    {
        var block = BlockAt(page, line);
        var printed = Page(page).PrintedBy(block);
        var assembly = printed.Count == 0 ? null : programs.AssemblyOf(page, block);
        var compiler = programs.CompilerOf(block);
        Assert.True(compiler.Generators > 0 && compiler.Analyzers > 0, "The package's DLLs gave no generator or no analyzer.");

        var compiled = await compiler.CompileAsync(block.Text, TestContext.Current.CancellationToken, assembly);

        Assert.Empty(compiled.Problems);
        if (assembly is null)
            return;

        // Several blocks behind one program show its output one after the other.
        var all = printed[0] with { Text = string.Join('\n', printed.Select(part => part.Text)) };
        all.MustBePrintedBy(await programs.RunAsync(assembly));
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public async Task Shown_generated_code_is_what_the_generator_writes(string page, int line)
    {
        var source = Page(page).Blocks.Last(b => b is { IsCode: true, IsGenerated: false } && b.Line < line);

        var compiled = await programs.CompilerOf(source).CompileAsync(source.Text, TestContext.Current.CancellationToken);

        // A line of three dots stands for lines that are left out.
        var written = compiled.Generated.Select(Lines).ToArray();
        foreach (var part in BlockAt(page, line).Text.Split("// ...").Select(Lines).Where(p => p.Length > 0))
            Assert.True(written.Any(file => Contains(file, part)),
                $"The generator does not write:\n{string.Join('\n', part)}\nbut:\n{string.Join('\n', compiled.Generated)}");
    }

    private static TheoryData<string, int> BlocksThat(bool isGenerated)
    {
        var blocks = new TheoryData<string, int>();
        foreach (var page in MarkdownPage.WithCode)
        {
            foreach (var block in page.Blocks.Where(block => block.IsCode && block.IsGenerated == isGenerated))
                blocks.Add(page.Path, block.Line);
        }

        return blocks;
    }

    private static bool Contains(string[] file, string[] part) =>
        Enumerable.Range(0, Math.Max(0, file.Length - part.Length + 1)).Any(at => file.AsSpan(at, part.Length).SequenceEqual(part));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static MarkdownBlock BlockAt(string page, int line) => Page(page).Blocks.Single(b => b.Line == line);

    private static MarkdownPage Page(string path) => MarkdownPage.WithCode.Single(page => page.Path == path);
}
