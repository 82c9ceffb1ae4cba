using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2012Tests
{
    private const string Rule = RuleIds.WorkerWithBase;

    [Theory]
    [InlineData("public abstract class ServerBase; [Worker] public sealed partial class [|Server|] : ServerBase; [Unit] public sealed partial class Api;",
        "ServerBase")]
    [InlineData("[Worker] public sealed partial class [|Server|] : List<int>; [Unit] public sealed partial class Api;", "List")]
    public async Task Another_base_class_is_reported(string source, string parent) => await Project.With(source).Reports(Rule,
        $"Server has a base class already: Server -> {parent}, where the generated part needs Lifecycle.LifecycleWorker. "
        + "Remove it, and make what it does a unit.");

    [Theory]
    [InlineData("[Worker] public sealed partial class Server; [Unit] public sealed partial class Api;")]
    [InlineData("[Worker] public sealed partial class Server : LifecycleWorker; [Unit] public sealed partial class Api;")]
    [InlineData("[Worker] public sealed partial class Server : IServer; public interface IServer; [Unit] public sealed partial class Api;")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();

    [Fact]
    public async Task A_base_class_that_does_not_exist_is_the_compilers() =>
        await Project.With("[Worker] public sealed partial class Server : Nothing; [Unit] public sealed partial class Api;").WithCompilerErrors("CS0246")
            .DiagnosticsAsync(Rule);
}
