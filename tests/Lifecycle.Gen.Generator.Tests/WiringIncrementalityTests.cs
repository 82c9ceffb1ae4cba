namespace Lifecycle.Generator.Tests;

/// <summary>Which files an edit of instances, provided values, late access and parameters of hooks writes anew.</summary>
public class WiringIncrementalityTests
{
    private static GeneratorInput Input() => new()
    {
        Files =
        {
            ["Database.cs"] =
                """
                namespace App;
                public sealed class Pool;
                [Unit] public sealed partial class Database
                {
                    [Provides] public Pool Pool { get; } = new();
                    [OnStartup] private void Open() { }
                }
                """,
            ["Sessions.cs"] =
                """
                namespace App;
                public sealed class Session;
                internal static class Sessions
                {
                    [Provides] internal static Task<Session> OpenAsync(Pool pool) { return Task.FromResult(pool is null ? new Session() : new Session()); }
                }
                """,
            ["Consumer.cs"] = "namespace App; [Unit] public sealed partial class Consumer(string topic) { public string Topic { get { return topic; } } }",
            ["Api.cs"] =
                """
                namespace App;
                [Unit] public sealed partial class Api(System.Func<Session> session, [Instance("orders")] Consumer orders)
                {
                    public object Needs => (session, orders);
                    [OnStartup] private void Up(Pool pool) { System.Console.WriteLine(pool); }
                }
                """,
            ["Server.cs"] = """namespace App; [Worker, Instance<Consumer>("orders"), Instance<Consumer>("payments")] public sealed partial class Server;""",
        },
    };

    [Theory]
    [InlineData("Database.cs", "= new();", "= new Pool();")]
    [InlineData("Sessions.cs", "return Task.FromResult", "_ = pool; return Task.FromResult")]
    [InlineData("Consumer.cs", "return topic;", "return topic + topic;")]
    [InlineData("Api.cs", "System.Console.WriteLine(pool);", "System.Console.Write(pool);")]
    [InlineData("Database.cs", "public sealed class Pool;", "public sealed class Pool; public sealed class Other;")]
    public void What_is_no_declaration_of_these_writes_nothing(string file, string old, string replacement) =>
        Assert.Empty(IncrementalityTests.OutputsAfter(Input(), file, old, replacement));

    [Theory]
    [InlineData("Server.cs", "\"payments\"", "\"refunds\"")]
    [InlineData("Sessions.cs", "OpenAsync(Pool pool)", "OpenAsync(Pool pool, Database database)")]
    [InlineData("Consumer.cs", "Consumer(string topic)", "Consumer(string topic, int size = 3)", "CS9113")]
    public void What_workers_need_to_know_writes_the_worker_and_no_unit(string file, string old, string replacement, string allowed = "") =>
        Assert.Equal(["App.Server.Worker"], IncrementalityTests.OutputsAfter(Input(), file, old, replacement, allowed));

    [Fact]
    public void Another_parameter_of_a_hook_writes_its_unit_and_the_worker() => Assert.Equal(
        ["App.Api.Unit", "App.Server.Worker"],
        IncrementalityTests.OutputsAfter(Input(), "Api.cs", "Up(Pool pool)", "Up(Pool pool, Database database)"));

    [Fact]
    public void Another_instance_for_a_parameter_writes_its_unit_and_the_worker() => Assert.Equal(
        ["App.Api.Unit", "App.Server.Worker"],
        IncrementalityTests.OutputsAfter(Input(), "Api.cs", "[Instance(\"orders\")]", "[Instance(\"payments\")]"));

    [Fact]
    public void A_property_that_the_start_sets_is_another_value() => Assert.Equal(
        ["W.Worker"],
        IncrementalityTests.OutputsAfter(
            new GeneratorInput
            {
                Files =
                {
                    ["A.cs"] = "public sealed class Pool; [Unit] public sealed partial class A { [Provides] public Pool Pool { get; } = new(); }",
                    ["B.cs"] =
                        "[Unit] public sealed partial class B(System.Func<Pool> pool) { public object Needs => pool; } [Worker] public sealed partial class W;",
                },
            },
            "A.cs",
            "{ get; }",
            "{ get; set; }"));
}
