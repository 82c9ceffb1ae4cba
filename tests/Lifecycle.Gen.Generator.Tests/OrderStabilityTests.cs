namespace Lifecycle.Gen.Generator.Tests;

/// <summary>The order of files and of references is no difference.</summary>
public class OrderStabilityTests
{
    [Fact]
    public void Files_in_any_order_give_the_same_text()
    {
        var files = new Dictionary<string, string>
        {
            ["d.cs"] = "[Unit] public sealed partial class D(IPart[] parts, int x = 1) { [OnInit] private void Use() => System.Console.WriteLine((parts, x)); }",
            ["a.cs"] = "public interface IPart; [Unit] public sealed partial class A(string s) : IPart { [OnInit] private void Use() => System.Console.WriteLine(s); }",
            ["c.cs"] = "[Unit] public sealed partial class C(A a) : IPart { [OnStartup] private void Second() => System.Console.WriteLine(a); }",
            ["b.cs"] = "partial class C { [OnStartup] private void First() { } }",
            ["w.cs"] = "[Worker] public sealed partial class W1; [Worker, Mixin<C>] public sealed partial class W2;",
        };
        var expected = GeneratorHarness.Run(new GeneratorInput { Files = files }).Files.OrderBy(file => file.Key, StringComparer.Ordinal);
        var random = new Random(7);
        for (var i = 0; i < 10; i++)
        {
            var shuffled = files.OrderBy(_ => random.Next()).ToDictionary();
            Assert.Equal(expected, GeneratorHarness.Run(new GeneratorInput { Files = shuffled }).Files.OrderBy(file => file.Key, StringComparer.Ordinal));
        }
    }
}
