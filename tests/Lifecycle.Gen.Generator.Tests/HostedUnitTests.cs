namespace Lifecycle.Generator.Tests;

/// <summary>Units that are hosted services as they are, across assemblies and edits; what they do in a host is tested with the real contracts.</summary>
public class HostedUnitTests
{
    private const string Declarations = """
        using Host;
        [Unit] public sealed partial class Own : Library.Base
        {
            [OnStartup] private void Up() => Log.Add("own up");
            public override Task StartAsync(CancellationToken token) { Log.Add("own start"); return base.StartAsync(token); }
            [OnShutdown] private void Down() => Log.Add("own down");
        }
        [Worker, Mixin<Own>] public sealed partial class Server;
        """;

    [Fact]
    public async Task A_unit_of_another_assembly_that_is_derived_from_runs_its_contract_once()
    {
        var host = GeneratorHarness.CompileLibrary("Hosting", HostedUnits.Contracts + """
            namespace Host { public static class Journal { public static readonly List<string> Log = []; } }
            """);
        var library = GeneratorHarness.CompileLibrary("Library", """
            namespace Library;
            using Host;
            using Microsoft.Extensions.Hosting;
            [Unit] public partial class Base : BackgroundService
            {
                [OnStartup] private void Up() => Journal.Log.Add("base up");
                [OnShutdown] private void Down() => Journal.Log.Add("base down");
                protected override async Task ExecuteAsync(CancellationToken stopping)
                {
                    Journal.Log.Add("loop");
                    try { await Task.Delay(-1, stopping); } finally { Journal.Log.Add("loop ends"); }
                }
            }
            """, host);
        var log = await Execution.LogOf(Declarations.Replace("Log.Add", "Journal.Log.Add", StringComparison.Ordinal) + """
            public static partial class Test
            {
                public static async Task GoAsync()
                {
                    await using (var server = new Server())
                    {
                        await server.StartAsync();
                        await server.StopAsync();
                    }
                    Log.AddRange(Journal.Log);
                }
            }
            """, host, library);

        Assert.Equal("own start, loop, base up, own up, own down, base down, loop ends", string.Join(", ", log));
    }

    [Fact]
    public void A_contract_that_is_added_in_another_part_is_seen()
    {
        var run = GeneratorHarness.Run(new GeneratorInput
        {
            Files =
            {
                ["Host.cs"] = HostedUnits.Contracts,
                ["A.cs"] = "[Unit] public sealed partial class A { public Task StartAsync(CancellationToken t) => Task.CompletedTask; } "
                    + "[Unit] public sealed partial class B; [Worker] public sealed partial class W;",
                ["Part.cs"] = "partial class A { public Task StopAsync(CancellationToken t) => Task.CompletedTask; }",
            },
        });
        var part = run.Input.SyntaxTrees.Single(static tree => tree.FilePath == "Part.cs");
        var edited = run.Input.ReplaceSyntaxTree(part, GeneratorHarness.Parse(
            "Part.cs", part.ToString().Replace("class A", "class A : Microsoft.Extensions.Hosting.IHostedService", StringComparison.Ordinal)));
        var result = run.Driver.RunGenerators(edited, TestContext.Current.CancellationToken).GetRunResult();

        var text = string.Concat(result.GeneratedTrees);
        Assert.Contains("IHostedService)this).StartAsync, call.Token)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "IHostedService", string.Concat(run.Result.GeneratedSources.Select(static source => source.SourceText.ToString())), StringComparison.Ordinal);
    }
}
