using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG5004Tests
{
    private const string Rule = RuleIds.EmptyWorker;

    [Fact]
    public async Task A_worker_without_units_is_reported() =>
        await Project.With("return await Server.RunAsync(); [Worker] public sealed partial class [|Server|]; public sealed class Api;").Reports(Rule,
            "Server has no units: it starts, finds nothing to wait for and ends. Mark the classes that it shall run with [Unit].");

    [Theory]
    [InlineData("[Worker] public sealed partial class Server { [Run] private void Serve() { } }")]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api;")]
    [InlineData("public sealed class Server;")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task What_its_mixins_name_wrongly_is_reported_there() =>
        await Project.With("[Worker, {|LCG1004:Mixin<Api>|}] public sealed partial class Server; public sealed class Api;").Reports(Rule);
}
