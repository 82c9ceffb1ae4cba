using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1012Tests
{
    private const string Rule = RuleIds.ContainerOfUnits;

    private const string Checks =
        """
        public interface ICheck;
        [Unit] public sealed partial class Disk : ICheck;
        [Unit] public sealed partial class Net : ICheck;
        [Worker] public sealed partial class Server;

        """;

    [Theory]
    [InlineData("IList<ICheck>")]
    [InlineData("ICollection<ICheck>")]
    [InlineData("List<ICheck>")]
    [InlineData("HashSet<ICheck>")]
    [InlineData("IReadOnlySet<ICheck>")]
    [InlineData("System.Collections.Immutable.ImmutableList<ICheck>")]
    [InlineData("Func<IEnumerable<ICheck>>")]
    [InlineData("Lazy<ICheck[]>")]
    public async Task Lists_that_workers_do_not_fill_are_reported(string type) =>
        await Project.With(Checks + $"[Unit] public sealed partial class Api({type} [|checks|]);").Reports(Rule,
            $"{type.Split("Immutable.")[^1]} is an input and does not get units that are ICheck: taken by Api "
            + $"({type.Split("Immutable.")[^1]} checks, App.cs:5). Write IReadOnlyList<ICheck>, which has all of them.");

    [Theory]
    [InlineData("Task<Store>")]
    [InlineData("Func<Task<Store>>")]
    public async Task A_promise_of_a_unit_is_one_report_for_all_that_take_it(string type) => await Project.With(
        $"""
        [Unit] public sealed partial class Store;
        [Unit] public sealed partial class Api({type} [|store|]);
        [Unit] public sealed partial class Jobs({type} later);
        [Worker] public sealed partial class Server;
        """).Reports(Rule,
        $"{type} is an input and does not get the unit Store: taken by Api ({type} store, App.cs:2), Jobs ({type} later, App.cs:3). "
        + "Write Store: the unit exists before those that take it.");

    [Fact]
    public async Task One_with_a_default_would_be_null_without_a_word() => await Project.With(
        "[Unit] public sealed partial class Store; [Unit] public sealed partial class Api(Task<Store>? [|store|] = null); "
        + "[Worker] public sealed partial class Server;").Reports(Rule);

    [Fact]
    public async Task A_library_is_told_before_it_is_used() => await Project.With(
        "[Unit] public sealed partial class Store; [Unit] public sealed partial class Api(Task<Store> [|store|]);").Reports(Rule);

    [Theory]
    [InlineData("IReadOnlyList<ICheck>")]
    [InlineData("IReadOnlyCollection<ICheck>")]
    [InlineData("IEnumerable<ICheck>")]
    [InlineData("ICheck[]")]
    [InlineData("System.Collections.Immutable.ImmutableArray<ICheck>")]
    [InlineData("IList<string>")]
    [InlineData("Func<int>")]
    [InlineData("Func<ICheck, bool>")]
    [InlineData("Action<ICheck>")]
    [InlineData("Lazy<IDisposable>")]
    [InlineData("Lazy<Disk>")]
    [InlineData("Func<Disk>")]
    [InlineData("IComparer<ICheck>")]
    public async Task Others_are_not(string type) =>
        await Project.With(Checks + $"[Unit] public sealed partial class Api({type} checks);").IsQuiet();
}
