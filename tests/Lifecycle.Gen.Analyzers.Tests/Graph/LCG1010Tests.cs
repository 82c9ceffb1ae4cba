using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1010Tests
{
    private const string Rule = RuleIds.EmptyList;

    [Fact]
    public async Task Lists_of_a_contract_that_no_unit_provides_are_one_report()
    {
        var reported = await Project.With("""
            public interface ICheck;
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Api(IReadOnlyList<ICheck> [|checks|]);
            [Unit] public sealed partial class Jobs(ICheck[] checks);
            """).Reports(Rule,
            "ICheck is provided by no unit, so that a list of it is always empty: taken by Api (IReadOnlyList<ICheck> checks, App.cs:3), Jobs "
            + "(ICheck[] checks, App.cs:4). "
            + "Add a unit that implements it, or mark it with [ExtensionPoint] if units are attached at run time.");
        Assert.Single(Assert.Single(reported.Diagnostics).AdditionalLocations);
    }

    [Theory]
    [InlineData("[ExtensionPoint] public interface ICheck; [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks);")]
    [InlineData(
        """
        public interface ICheck;
        [Unit] public sealed partial class Db : ICheck;
        [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks);
        """)]
    [InlineData(
        """
        public interface ICheck;
        [ExtensionPoint] public interface IPoint;
        [Extension] public sealed class Db : ICheck, IPoint;
        [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks);
        """)]
    [InlineData("public sealed record Row; [Unit] public sealed partial class Api(IReadOnlyList<Row> rows);")]
    [InlineData("[Unit] public sealed partial class Api(string[] args);")]
    public async Task Others_are_not(string source) => await Project.With("[Worker] public sealed partial class Server;\n" + source).IsQuiet();

    [Fact]
    public async Task In_a_library_without_a_worker_it_is_the_applications_matter() =>
        await Project.With("public interface ICheck; [Unit] public sealed partial class Api(IReadOnlyList<ICheck> checks);").IsQuiet();
}
