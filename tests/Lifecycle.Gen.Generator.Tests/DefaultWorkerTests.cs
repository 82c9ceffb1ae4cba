namespace Lifecycle.Generator.Tests;

/// <summary>The worker of a program that declares none: it is reached by its name, and hides nothing of the program's.</summary>
public class DefaultWorkerTests
{
    private const string Unit = "[Unit] public sealed partial class Db;";

    [Theory]
    [InlineData("Worker", Unit)]
    // Nothing means it unless its namespace is imported.
    [InlineData("Worker", Unit + " namespace Shop { public class Worker; }")]
    [InlineData("Worker", Unit + " namespace Shop.Worker { public class Jobs; }")]
    [InlineData("Worker", Unit + " public class Outer { public class Worker; }")]
    [InlineData("Worker", "using Shop; " + Unit + " namespace Shop { public class Worker<T>; }")]
    [InlineData("DefaultWorker", "using Shop; " + Unit + " namespace Shop { public class Worker; }")]
    [InlineData("DefaultWorker", "using global::Shop.Jobs; " + Unit + " namespace Shop.Jobs { public interface Worker; }")]
    [InlineData("DefaultWorker", "using static Shop.Outer; " + Unit + " namespace Shop { public static class Outer { public class Worker; } }")]
    [InlineData("DefaultWorker", "using Worker = System.String; " + Unit)]
    [InlineData("DefaultWorker", Unit + " public class Worker;")]
    [InlineData("DefaultWorker", "namespace Worker { [Unit] public sealed partial class Db; }")]
    [InlineData("DefaultWorker", "using Shop; namespace Shop { [Unit] public sealed partial class Worker; }")]
    [InlineData("GeneratedWorker", Unit + " public class Worker; public class DefaultWorker;")]
    [InlineData("GeneratedWorker4", Unit + " public class Worker; public class DefaultWorker; public class GeneratedWorker; public class GeneratedWorker3;")]
    public void It_has_the_first_name_that_means_nothing_yet(string name, string source)
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["A.cs"] = source + " public static class Program { public static void Main() { } }" },
            IsProgram = true,
            BuildProperties = { ["RunAnalyzers"] = "false" },
        });
        Assert.Empty(run.Diagnostics);
        Assert.Contains($"internal sealed partial class {name} : global::Lifecycle.LifecycleWorker", run.File(name + ".Worker"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_a_library_is_not_hidden_either()
    {
        var library = GeneratorHarness.CompileLibrary("Jobs", "namespace Jobs; public class Worker; internal class Secret;");
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files = { ["A.cs"] = "using Jobs; " + Unit
                + " public static class Program { public static object Made = new Worker(); public static void Main() { } }" },
            IsProgram = true,
            References = [library.Reference],
        });
        Assert.Contains("class DefaultWorker : ", run.File("DefaultWorker.Worker"), StringComparison.Ordinal);
    }

    /// <summary>The fake alone would give the test project a <c>Worker</c> of its own, and the test's call other parameters.</summary>
    [Fact]
    public void A_unit_in_a_test_project_does_not_hide_the_worker_of_the_program()
    {
        var program = GeneratorHarness.CompileLibrary(new GeneratorInput
        {
            Assembly = "Shop",
            IsProgram = true,
            Files =
            {
                ["Shop.cs"] =
                    """
                    [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]
                    [Unit] internal sealed partial class Database(string connection) { public string Connection => connection; }
                    internal static class Entry { private static Task<int> Main() => Worker.RunAsync(connection: ""); }
                    """,
            },
        });
        var framework = GeneratorHarness.CompileLibrary("xunit.v3.core", "namespace Xunit; public sealed class FactAttribute : System.Attribute;");
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            IsProgram = true,
            Files =
            {
                ["Tests.cs"] =
                    """
                    [Unit] internal sealed partial class Fake;
                    internal static class Tests
                    {
                        private static void Main() { }
                        private static object Made() => (new Worker(connection: "test"), typeof(Xunit.FactAttribute));
                    }
                    """,
            },
            References = [program.Reference, framework.Reference],
        });
        Assert.Contains("class DefaultWorker : ", run.File("DefaultWorker.Worker"), StringComparison.Ordinal);
    }

    /// <summary>What .NET's worker template writes, with one unit beside it.</summary>
    [Fact]
    public async Task The_class_of_the_worker_template_stays_what_it_is() =>
        Assert.Equal(["host runs Shop.Worker", "unit runs", "0"], await Execution.LogOfProgram("""
            using Shop;

            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    new Host().AddHostedService<Worker>();
                    Log.Add((await DefaultWorker.RunAsync()).ToString(System.Globalization.CultureInfo.InvariantCulture));
                }

                public static void Main() { }
            }

            public sealed class Host { public void AddHostedService<T>() where T : BackgroundService => Test.Log.Add("host runs " + typeof(T)); }

            public abstract class BackgroundService;

            namespace Shop
            {
                public class Worker : BackgroundService;

                [Unit] public sealed partial class Queue { [Run] private void Run() => Test.Log.Add("unit runs"); }
            }
            """));
}
