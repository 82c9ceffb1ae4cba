namespace Lifecycle.Generator.Tests;

/// <summary>The order of files and of references is no difference.</summary>
public class OrderStabilityTests
{
    [Fact]
    public void Files_in_any_order_give_the_same_text()
    {
        var files = new Dictionary<string, string>
        {
            ["d.cs"] =
                """
                [Unit] public sealed partial class D(IPart[] parts, int x = 1)
                {
                    [OnInit] private void Use() => System.Console.WriteLine((parts, x));
                }
                """,
            ["a.cs"] =
                """
                public interface IPart;
                [Unit] public sealed partial class A(string s) : IPart { [OnInit] private void Use() => System.Console.WriteLine(s); }
                """,
            ["c.cs"] = "[Unit] public sealed partial class C(A a) : IPart { [OnStartup] private void Second() => System.Console.WriteLine(a); }",
            ["b.cs"] = "partial class C { [OnStartup] private void First() { } }",
            ["w.cs"] = "[Worker] public sealed partial class W1; [Worker, Mixin<C>] public sealed partial class W2;",
        };
        var expected = TextOf(files);
        var random = new Random(7);
        for (var i = 0; i < 10; i++)
        {
            var shuffled = files.OrderBy(_ => random.Next()).ToDictionary();
            Assert.Equal(expected, TextOf(shuffled));
        }
    }

    /// <summary>
    /// What stands in several files is ordered by their paths, which Windows writes with another separator: one that is behind digits and capitals
    /// instead of before them.
    /// </summary>
    [Fact]
    public void The_separator_of_paths_is_no_difference()
    {
        var files = new Dictionary<string, string>
        {
            ["/app/A1.cs"] =
                """
                [ExtensionPoint] public interface IPart;
                [Extension] public sealed class First : IPart;
                public partial class C { [OnStartup] private void InA1() { } }
                """,
            ["/app/A/x.cs"] = "[Extension] public sealed class Second : IPart; [Unit] public sealed partial class C { [OnStartup] private void InX() { } }",
            ["/app/W.cs"] =
                """
                [Unit] public sealed partial class D(IReadOnlyList<IPart> parts)
                {
                    [OnInit] private void Use() => System.Console.WriteLine(parts);
                }
                [Worker] public sealed partial class Server;
                """,
        };
        Assert.Equal(TextOf(files), TextOf(files.ToDictionary(file => "C:" + file.Key.Replace('/', '\\'), file => file.Value)));
    }

    private static List<string> TextOf(Dictionary<string, string> files)
    {
        var run = GeneratorHarness.Run(new GeneratorInput { Files = files });
        return [.. run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{file.Key}\n{file.Value}"), run.Manifest];
    }
}
