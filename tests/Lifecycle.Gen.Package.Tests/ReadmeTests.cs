namespace Lifecycle.Package.Tests;

/// <summary>README says only what is so: its programs compile, and the generated code that it shows is what the generator writes.</summary>
public sealed class ReadmeTests(PackedPackage package)
{
    /// <summary>The blocks that users write, by the line where they begin.</summary>
    public static TheoryData<int> Written => [.. Readme.Blocks.Where(b => b is { IsCode: true, IsGenerated: false }).Select(b => b.Line)];

    /// <summary>The blocks that show what is generated.</summary>
    public static TheoryData<int> Generated => [.. Readme.Blocks.Where(b => b is { IsCode: true, IsGenerated: true }).Select(b => b.Line)];

    [Theory]
    [MemberData(nameof(Written))]
    public async Task A_block_of_code_compiles_without_a_warning(int line)
    {
        var compiler = new PackedCompiler(package.Content);
        Assert.True(compiler.Generators > 0 && compiler.Analyzers > 0, "The package's DLLs gave no generator or no analyzer.");

        var compiled = await compiler.CompileAsync(BlockAt(line).Text, TestContext.Current.CancellationToken);

        Assert.Empty(compiled.Problems);
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public async Task Shown_generated_code_is_what_the_generator_writes(int line)
    {
        var source = Readme.Blocks.Last(b => b is { IsCode: true, IsGenerated: false } && b.Line < line);

        var compiled = await new PackedCompiler(package.Content).CompileAsync(source.Text, TestContext.Current.CancellationToken);

        // A line of three dots stands for lines that are left out.
        var written = compiled.Generated.Select(Lines).ToArray();
        foreach (var part in BlockAt(line).Text.Split("// ...").Select(Lines).Where(p => p.Length > 0))
            Assert.True(written.Any(file => Contains(file, part)), $"The generator does not write:\n{string.Join('\n', part)}\nbut:\n{string.Join('\n', compiled.Generated)}");
    }

    private static bool Contains(string[] file, string[] part) =>
        Enumerable.Range(0, Math.Max(0, file.Length - part.Length + 1)).Any(at => file.AsSpan(at, part.Length).SequenceEqual(part));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static ReadmeBlock BlockAt(int line) => Readme.Blocks.Single(b => b.Line == line);
}
