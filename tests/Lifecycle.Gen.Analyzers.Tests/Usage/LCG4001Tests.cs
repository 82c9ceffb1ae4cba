using Lifecycle.Core.Rules;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4001Tests
{
    private const string Rule = RuleIds.DroppedTask;

    [Fact]
    public async Task A_statement_in_an_async_hook_is_reported_once_in_place_of_CS4014() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db
            {
                [OnStartup]
                private async Task OpenAsync(CancellationToken ct)
                {
                    [|ConnectAsync(ct)|];
                    await Task.Yield();
                }

                private Task ConnectAsync(CancellationToken ct) => Task.Delay(1, ct);
            }
            """).Reports(Rule,
            "Db.OpenAsync drops the task of ConnectAsync: OpenAsync [OnStartup] -> ConnectAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Write 'await ConnectAsync(ct);', or let a [Background] hook run it.");

    [Fact]
    public async Task A_synchronous_method_that_a_hook_calls_is_reported_with_the_way_to_it() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db
            {
                [OnStartup]
                private void Open() => Prepare();

                private void Prepare()
                {
                    _ = [|ConnectAsync()|];
                }

                private async Task ConnectAsync() => await Task.Yield();
            }
            """).Reports(Rule,
            "Db.Prepare drops the task of ConnectAsync: Open [OnStartup] -> Prepare -> ConnectAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Make Prepare an 'async Task' method and write 'await ConnectAsync();', or let a [Background] hook run it.");
}
