namespace Lifecycle.Generator.Tests;

/// <summary>What <c>[Unit]</c> tells people of a unit.</summary>
public class MetadataTests
{
    [Fact]
    public async Task P10_what_the_attribute_says_is_in_the_descriptor()
    {
        var log = await Execution.LogOf("""
            [Unit(Id = "db", Version = "2.1", DisplayName = "The \"big\" one", Author = "Storage team", Description = "Keeps\nall.")]
            public sealed partial class Database
            {
                [OnStartup] private void Up() => Test.Log.Add("up");
            }
            [Unit] public sealed partial class Plain;
            [Worker, Mixin<Database>, Mixin<Plain>] public sealed partial class Server;
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using var server = new Server();
                    await server.StartAsync();
                    foreach (var unit in server.Units)
                        Log.Add($"{unit.Id}|{unit.Version}|{unit.DisplayName}|{unit.Author}|{unit.Description}");
                }
            }
            """);

        Assert.Equal(["up", "Plain||||", "db|2.1|The \"big\" one|Storage team|Keeps\nall."], log);
    }

    [Fact]
    public void Metadata_concerns_the_units_own_file_only()
    {
        GeneratorInput input = new()
        {
            Files =
            {
                ["Units.cs"] = """
                    [Unit(Version = "1")] public sealed partial class Database;
                    [Unit] public sealed partial class Api(Database database) { public override string ToString() => database.ToString()!; }
                    [Worker] public sealed partial class Server;
                    """,
            },
        };
        Assert.Equal(["Database.Unit"], IncrementalityTests.OutputsAfter(input, "Units.cs", "Version = \"1\"", "Version = \"2\""));
    }
}
