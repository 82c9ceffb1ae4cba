namespace Lifecycle.Generator.Tests;

/// <summary>Provided values in what a plan prints, and those of methods of an instance that take their time.</summary>
public class ProvidedPlanTests
{
    private const string Program = """
        public sealed class Pool(string name) : System.IDisposable
        {
            public string Name => name;
            public void Dispose() => Test.Log.Add("disposed " + name);
        }
        [Unit] public sealed partial class Database
        {
            private int _made;
            [OnStartup] private void Up() => Test.Log.Add("up Database");
            [OnShutdown] private void Down() => Test.Log.Add("down Database");
            [Provides] public async ValueTask<Pool> MakeAsync(Clock clock, CancellationToken token)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                return new Pool($"{clock.Name} {++_made}");
            }
        }
        [Unit] public sealed partial class Clock { public string Name => "pool"; }
        [Unit] public sealed partial class Api(System.Lazy<Pool> pool)
        {
            [OnStartup] private void Up(Pool same) => Test.Log.Add($"up Api with {same.Name} {ReferenceEquals(same, pool.Value)}");
        }
        [Worker] public sealed partial class Server;

        """;

    [Fact]
    public async Task R_PROV_2_a_method_of_a_unit_is_awaited_in_each_start_and_the_unit_owns_the_value() => Assert.Equal(
        ["up Database", "up Api with pool 1 True", "down Database", "up Database", "up Api with pool 2 False", "down Database"],
        await Execution.LogOf(Program + """
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server(new WorkerOptions { MaxConcurrency = 1 });
                    await server.StartAsync();
                    await server.ReloadAsync();
                    await server.StopAsync();
                }
            }
            """));

    [Theory]
    [InlineData("ToString()", "Database.MakeAsync <- Clock, Database")]
    [InlineData("ToTree()", "└─ Database.MakeAsync")]
    [InlineData("ToMermaid()", "\"Database.MakeAsync\"")]
    [InlineData("ToDot()", "\"Api\" -> \"Database.MakeAsync\"")]
    [InlineData("ToJson()", "\"id\": \"Database.MakeAsync\"")]
    public async Task Every_picture_of_the_plan_has_it(string picture, string shown)
    {
        var log = await Execution.LogOf(Program + $$"""
            public static partial class Test
            {
                public static Task GoAsync()
                {
                    Log.Add(new Server().Plan.{{picture}});
                    return Task.CompletedTask;
                }
            }
            """);
        Assert.Contains(shown, Assert.Single(log), StringComparison.Ordinal);
    }
}
