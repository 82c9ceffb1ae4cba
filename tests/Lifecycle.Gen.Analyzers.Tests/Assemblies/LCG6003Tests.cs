using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Assemblies;

public sealed class LCG6003Tests
{
    private const string Rule = RuleIds.NoManifest;
    private const string Library =
        """
        namespace Lib
        {
            public interface IStore;
            [Unit] public sealed class Store : IStore;
            [Unit] public sealed class Other;
            public sealed class Plain;
        }
        """;

    [Fact]
    public async Task Units_that_are_named_and_come_without_a_manifest_once_an_assembly()
    {
        var reported = await Project.With("""
            [Unit] public sealed partial class Api(Lib.Store [|store|]);
            [Unit] public sealed partial class Jobs(Lib.Store store, Lib.Other other);
            """).Referencing("Lib", Library, withGenerators: false).Reports(Rule,
            "Lib has units but no manifest: Api (Store store, App.cs:1), Jobs (Store store, App.cs:2), Jobs (Other other, App.cs:2). "
            + "Build Lib with the generator of Lifecycle.Gen, which its reference to the package must not exclude.");
        Assert.Equal(2, Assert.Single(reported.Diagnostics).AdditionalLocations.Count);
    }

    [Fact]
    public async Task A_mixin_is_no_unit_then_and_the_warning_says_why() =>
        await Project.With("[Worker, {|LCG1004:[|Mixin<Lib.Store>|]|}] public sealed partial class Server;")
            .Referencing("Lib", Library, withGenerators: false).Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class Api(Lib.IStore store);")]
    [InlineData("[Unit] public sealed partial class Api(Lib.Plain plain);")]
    [InlineData("public sealed class Nobody(Lib.Store store) { public object Store => store; }")]
    public async Task What_may_be_meant_as_an_input_is_quiet(string source) =>
        await Project.With(source).Referencing("Lib", Library, withGenerators: false).IsQuiet();

    [Fact]
    public async Task A_library_that_was_built_with_the_generator_is_quiet() =>
        await Project.With("[Unit] public sealed partial class Api(Lib.Store store);")
            .Referencing("Lib", Library.Replace("sealed class", "sealed partial class", StringComparison.Ordinal)).IsQuiet();
}
