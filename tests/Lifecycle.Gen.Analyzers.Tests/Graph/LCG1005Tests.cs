using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1005Tests
{
    private const string Rule = RuleIds.ConditionalUnitRequired;
    private const string Cache = """

        public interface IStore;
        [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Cache : IStore { private static bool IsWanted(bool useCache) => useCache; }
        """;

    [Fact]
    public async Task Who_requires_a_conditional_unit_is_reported() =>
        await Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(Cache [|cache|]);" + Cache).Reports(Rule,
            "Cache may be disabled by IsWanted and is required: by Api (Cache cache, App.cs:2). Write 'Cache? cache'.");

    [Fact]
    public async Task All_who_require_it_are_one_report()
    {
        var reported = await Project.With("""
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Api(IStore [|store|]);
            [Unit] public sealed partial class Jobs(Cache cache);
            """ + Cache).Reports(Rule,
            "Cache may be disabled by IsWanted and is required: by Api (IStore store, App.cs:2), Jobs (Cache cache, App.cs:3). Write 'IStore? store'.");
        Assert.Single(Assert.Single(reported.Diagnostics).AdditionalLocations);
    }

    [Fact]
    public async Task Through_a_binding_too() =>
        await Project.With(
            """
            [Worker, Bind<IStore, Cache>] public sealed partial class Server;
            [Unit] public sealed partial class Api(IStore [|store|]);
            [Unit] public sealed partial class Sql : IStore;
            """ + Cache).Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class Api(Cache? cache);")]
    [InlineData("[Unit] public sealed partial class Api(IStore? store = null);")]
    [InlineData("[Unit] public sealed partial class Api(IReadOnlyList<IStore> stores);")]
    [InlineData("[Unit, DependsOn<Cache>] public sealed partial class Api;")]
    public async Task Optional_listed_and_ordered_is_fine(string source) =>
        await Project.With("[Worker] public sealed partial class Server;\n" + source + Cache).IsQuiet();

    [Fact]
    public async Task Fix_makes_the_parameter_nullable() =>
        await Project.With("[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(string name, Cache [|cache|]);" + Cache)
            .IsFixed(Rule,
            "[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(string name, Cache? cache);" + Cache);

    [Fact]
    public async Task No_fix_where_annotations_are_off() =>
        await Project.With("#nullable disable\n[Worker] public sealed partial class Server;\n[Unit] public sealed partial class Api(Cache [|cache|]);"
            + Cache).HasNoFix(Rule);
}
