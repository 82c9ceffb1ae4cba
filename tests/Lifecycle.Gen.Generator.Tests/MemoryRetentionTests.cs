using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Generator.Tests;

/// <summary>The generator keeps models between runs, but no compilation that they were read from.</summary>
public class MemoryRetentionTests
{
    [Fact]
    public void Old_compilations_are_collected()
    {
        var (driver, compilations, trees) = RunOften();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The driver itself keeps the last one.
        Assert.All(compilations.SkipLast(1), compilation => Assert.False(compilation.IsAlive));
        // The first file that is replaced is kept by the compilation, also by one that no generator has seen and that was bound once.
        Assert.All(trees.Skip(1), tree => Assert.False(tree.IsAlive));
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, List<WeakReference> Compilations, List<WeakReference> Trees) RunOften()
    {
        var input = new GeneratorInput { Files = { ["A.cs"] = "[Unit] public sealed partial class A;", ["B.cs"] = "class B { void M() { } }" } };
        var compilation = GeneratorHarness.Compile(input);
        var driver = GeneratorHarness.CreateDriver(input).RunGenerators(compilation, TestContext.Current.CancellationToken);
        List<WeakReference> compilations = [new(compilation)];
        List<WeakReference> trees = [];
        for (var i = 0; i < 5; i++)
        {
            // In turn an edit that changes no declaration and one that does.
            var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == "B.cs");
            trees.Add(new(old));
            compilation = compilation.ReplaceSyntaxTree(old, GeneratorHarness.Parse("B.cs", $"class B{i / 2} {{ void M() {{ int x = {i}; }} }}"));
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            compilations.Add(new(compilation));
        }

        return (driver, compilations, trees);
    }
}
