using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1015Tests
{
    private const string Rule = RuleIds.ForeignInput;

    [Fact]
    public async Task A_token_belongs_to_hooks() => await Project.With(
        """
        [Unit] public sealed partial class Database(CancellationToken [|token|]);
        [Unit] public sealed partial class Queue(string address, CancellationToken stopping);
        [Worker] public sealed partial class Server;
        """).Reports(Rule,
        "CancellationToken is an input here, and no worker cancels it: taken by Database (CancellationToken token, App.cs:1), "
        + "Queue (CancellationToken stopping, App.cs:2). Take it in the hook: 'Task OpenAsync(CancellationToken token)', or take IWorkerContext, whose "
        + "Stopping is cancelled when the stop begins.");

    [Theory]
    [InlineData("IServiceProvider")]
    [InlineData("IServiceProvider?")]
    public async Task A_service_provider_hides_dependencies(string type) => await Project.With(
        $"[Unit] public sealed partial class Database({type} [|services|]);").Reports(Rule,
        $"IServiceProvider is an input here, and what it is asked for is no dependency that the compiler sees, so that neither the order nor the inputs of "
        + $"the worker contain it: taken by Database ({type} services, App.cs:1). Take what it would be asked for: a unit, or a type that becomes an input, "
        + "which a host gives from its services.");

    [Theory]
    [InlineData("[Unit] public sealed partial class Database { [OnStartup] private Task OpenAsync(CancellationToken token) => Task.Delay(1, token); }")]
    [InlineData("[Unit] public sealed partial class Database(IWorkerContext context);")]
    [InlineData("[Unit] public sealed partial class Database(CancellationTokenSource source);")]
    [InlineData(
        """
        [Unit] public sealed partial class Database(IServiceProvider services);
        [Unit] public sealed partial class Services : IServiceProvider { public object? GetService(Type type) => null; }
        """)]
    [InlineData("public sealed class Database(CancellationToken token, IServiceProvider services);")]
    public async Task Others_are_not(string source) => await Project.With(source).IsQuiet();
}
