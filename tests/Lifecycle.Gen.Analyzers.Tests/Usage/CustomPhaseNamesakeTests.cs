using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>A custom phase may have the simple name of a built-in one: what the rules know of the built-in one does not hold for it.</summary>
public sealed class CustomPhaseNamesakeTests
{
    [Theory]
    [InlineData("OnReady", "{ while (true) await Task.Delay(1, ct); }")] // LCG4004 of a startup hook
    [InlineData("OnStartup", "{ _ = ct; await Task.Yield(); new Thread(() => { }).Start(); }")] // LCG4002
    [InlineData("Background", "{ _ = ct; while (true) await Task.Delay(1); }")] // LCG4005 of a background hook
    [InlineData("Background", "{ while (true) { try { await Task.Delay(1, ct); } catch (Exception) { } } }")] // LCG4006
    public async Task What_such_a_hook_does_is_not_judged_as_that_of_the_built_in_phase(string phase, string body) =>
        await Project.With(Phase(phase) + $$"""

            [Unit]
            public sealed partial class Db
            {
                [Shop.{{phase}}] private async Task Go(CancellationToken ct) {{body}}
            }
            """).IsQuiet();

    [Fact]
    public async Task What_is_acquired_is_not_released_in_a_hook_of_the_name_of_the_counterpart() =>
        await Project.With(Client("[|_client = new System.Net.Http.HttpClient()|]"))
            .IsFixed(RuleIds.Unreleased, Client("_client = new System.Net.Http.HttpClient()", """


                [OnShutdown]
                private void Close()
                {
                    _client?.Dispose();
                }
            """));

    [Fact]
    public async Task Two_hooks_of_phases_of_one_name_in_two_files_have_an_order() =>
        await Project.With(Phase("OnReady") + " [Unit] public sealed partial class Db { [OnReady] private void A() { } }", "A.cs")
            .And("public sealed partial class Db { [Shop.OnReady] private void B() { } }", "B.cs").IsQuiet();

    [Fact]
    public async Task One_hook_may_call_the_other() =>
        await Project.With(Phase("OnReady")
            + " [Unit] public sealed partial class Db { [OnReady] private void A() => B(); [Shop.OnReady] private void B() { } }").IsQuiet();

    [Fact]
    public async Task A_unit_without_a_hook_of_the_built_in_phase_still_lacks_it() =>
        await Project.With(Phase("OnShutdown")
            + " [Unit] public sealed partial class Db { [Shop.OnShutdown] private void Flush() { } public void [|OnShutdown|]() { } }").Reports(
            RuleIds.UnmarkedHook,
            "Db.OnShutdown is named like a hook but not marked: OnShutdown looks like [OnShutdown], but the worker does not call it. "
            + "Write '[OnShutdown]' on it, or rename it.");

    private static string Client(string acquires, string added = "") => Phase("OnShutdown") + $$"""

        [Unit]
        public sealed partial class Db
        {
            private System.Net.Http.HttpClient? _client;
            [OnStartup] private void Open() => {{acquires}};{{added}}
            [Shop.OnShutdown]
            private void Flush()
            {
                Console.Out.Flush();
            }
        }
        """;

    private static string Phase(string name) => $"namespace Shop {{ public sealed class {name}Attribute : PhaseAttribute; }}";
}
