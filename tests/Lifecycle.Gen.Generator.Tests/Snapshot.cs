using System.Runtime.CompilerServices;

namespace Lifecycle.Generator.Tests;

/// <summary>
/// Compares generated files with those under Snapshots, in the conventions of Verify.SourceGenerators (<c>Class.Method#File.verified.cs</c>,
/// a first line with the hint name, <c>.received.cs</c> beside it on a mismatch). It stands in for that package, which cannot be restored where this
/// project is built today, and is to be replaced by it: the files stay as they are.
/// </summary>
internal static class Snapshot
{
    /// <summary>Fails when a generated file is not as it was approved, is new, or is gone.</summary>
    public static void Verify(GeneratorRun run, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(testFile)!, "Snapshots");
        var prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}#";
        var expected = Directory.GetFiles(folder, prefix + "*.verified.cs").ToHashSet(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (hintName, text) in run.Files)
        {
            var name = Path.Combine(folder, prefix + Path.GetFileNameWithoutExtension(hintName));
            var received = $"//HintName: {hintName}\n{text}";
            File.Delete(name + ".received.cs");
            if (!expected.Remove(name + ".verified.cs") || File.ReadAllText(name + ".verified.cs") != received)
            {
                File.WriteAllText(name + ".received.cs", received);
                wrong.Add($"differs: {name}.received.cs\n{received}");
            }
        }

        wrong.AddRange(expected.Select(name => $"is no longer generated: {name}"));
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }
}
