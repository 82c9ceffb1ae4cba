using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

public sealed class LCG2005Tests
{
    private const string Rule = RuleIds.Inaccessible;

    [Theory]
    [InlineData("public partial class Outer { [Unit] private sealed partial class [|Db|]; }",
        "Db cannot be named by a worker: Db is private in Outer. Make Db internal or public.")]
    [InlineData("public partial class Outer { [Unit] protected partial class [|Db|]; }",
        "Db cannot be named by a worker: Db is protected in Outer. Make Db internal or public.")]
    [InlineData("public partial class Outer { private partial class Inner { [Unit] public sealed partial class [|Db|]; } }",
        "Db cannot be named by a worker: Inner is private in Outer. Make Inner internal or public.")]
    public async Task A_unit_that_workers_cannot_see_is_reported(string source, string message) => await Project.With(source).Reports(Rule, message);

    [Theory]
    [InlineData("public partial class Outer { [Unit] internal sealed partial class Db; }")]
    [InlineData("[Unit] sealed partial class Db;")]
    [InlineData("public partial class Outer { [Unit] protected internal partial class Db; }")]
    [InlineData("internal interface IStore; [Unit] internal sealed partial class Db : IStore; [Unit] internal sealed partial class Api(IStore store); ")]
    [InlineData("internal sealed class Options; [Unit] internal sealed partial class Db(Options options); ")]
    public async Task Look_alikes_are_not(string source) => await Project.With(source).IsQuiet();
}
