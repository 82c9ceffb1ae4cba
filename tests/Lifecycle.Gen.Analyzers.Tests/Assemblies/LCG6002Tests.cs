using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Assemblies;

public sealed class LCG6002Tests
{
    private const string Rule = RuleIds.HiddenNeed;

    [Fact]
    public async Task A_public_unit_with_a_parameter_that_is_not_public() =>
        await Project.With("""
            internal sealed class Settings;
            [Unit] public sealed partial class Api { internal Api(Settings [|settings|]) { } }
            """).Reports(Rule,
            "Settings is not public and needed by public units: Api (Settings settings, App.cs:2). "
            + "Make Settings public, or the units that need it internal, because workers of other assemblies cannot make them.");

    [Fact]
    public async Task A_contract_that_only_an_internal_unit_provides_once_for_all_who_want_it()
    {
        var reported = await Project.With("""
            public interface IStore;
            [Unit] internal sealed partial class FileStore : IStore;
            [Unit] public sealed partial class Api(IStore [|store|]);
            [Unit] public sealed partial class Jobs(IStore store);
            """).Reports(Rule,
            "FileStore is not public and needed by public units: Api (IStore store, App.cs:3), Jobs (IStore store, App.cs:4). "
            + "Make FileStore public, or the units that need it internal, because workers of other assemblies cannot make them.");
        Assert.Single(Assert.Single(reported.Diagnostics).AdditionalLocations);
    }

    [Fact]
    public async Task A_condition_over_a_type_that_is_not_public() =>
        await Project.With("""
            internal enum Mode { On, Off }
            [[|Unit(EnabledBy = nameof(IsOn))|]] public sealed partial class Api { private static bool IsOn(Mode mode) => mode == Mode.On; }
            """).Reports(Rule);

    [Fact]
    public async Task A_public_unit_that_needs_one_whose_constructor_is_for_this_assembly() =>
        await Project.With("""
            [Unit] public sealed partial class Inner { internal Inner() { } }
            [Unit] public sealed partial class Api(Inner [|inner|]);
            """).Reports(Rule,
            "Inner's constructor is not public and needed by public units: Api (Inner inner, App.cs:2). "
            + "Make Inner's constructor public, or the units that need it internal, because workers of other assemblies cannot make them.");

    [Theory]
    [InlineData("[Unit] public sealed partial class Inner { internal Inner() { } } [Unit] public sealed partial class Api { internal Api(Inner inner) { } }")]
    [InlineData("[Unit] public sealed partial class Inner { internal Inner() { } } [Unit] public sealed partial class Api(Inner? inner);")]
    [InlineData("public interface IStore; [Unit] internal sealed partial class FileStore : IStore; [Unit] internal sealed partial class Api(IStore store);")]
    [InlineData("public interface IStore; [Unit] public sealed partial class FileStore : IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("public interface IStore; [Unit] internal sealed partial class FileStore : IStore; [Unit] public sealed partial class Api(IStore? store);")]
    [InlineData("public interface IStore; [Unit] public sealed partial class Api(IStore store);")]
    [InlineData("[Unit] public sealed partial class Api { internal Api() { } }")]
    [InlineData(
        """
        return await Worker.RunAsync(new Settings());
        internal sealed class Settings;
        [Unit] public sealed partial class Api { internal Api(Settings settings) { } }
        """)]
    public async Task What_others_can_make_or_nobody_shall_is_quiet(string source) => await Project.With(source).IsQuiet();
}
