using Lifecycle.Core.Findings;
using Lifecycle.Core.Manifest;

namespace Lifecycle.Analyzers.Tests.Assemblies;

public sealed class LCG6001Tests
{
    private const string Rule = RuleIds.ManifestFormat;
    private const string Next = "[assembly: Lifecycle.Runtime.LifecycleManifest(2, \"something new\")] namespace Lib { public class Some; }";

    [Fact]
    public void The_next_format_is_the_one_these_tests_take_it_for() => Assert.Equal(1, AssemblyManifest.Format);

    [Fact]
    public async Task A_manifest_of_the_next_format_is_reported_once_at_the_first_worker() =>
        await Project.With("""
            [Worker] public sealed partial class [|First|];
            [Worker] public sealed partial class Second;
            [Unit] public sealed partial class Api;
            """).Referencing("Lib", Next).Reports(Rule,
            "Lib says what its units are in a way that this version cannot read: its manifest has format 2, and 1 is the newest that is known "
            + "here. Update Lifecycle.Gen in this project to the version that Lib was built with.");

    [Fact]
    public async Task Without_a_worker_of_its_own_a_program_is_told_at_its_first_unit() =>
        await Project.With("""
            return await Worker.RunAsync();
            [Unit] public sealed partial class [|Api|];
            """).Referencing("Lib", Next).Reports(Rule);

    [Fact]
    public async Task A_manifest_that_says_a_known_format_and_has_another_is_not_read_either() =>
        await Project.With("[Unit] public sealed partial class [|Api|];")
            .Referencing("Lib", "[assembly: Lifecycle.Runtime.LifecycleManifest(1, \"no such thing\")]").Reports(Rule);

    [Theory]
    [InlineData("[Unit] public sealed partial class Api;", "[assembly: Lifecycle.Runtime.LifecycleManifest(1, \"\")]")]
    [InlineData("[Unit] public sealed partial class Api;", "namespace Lib { [Unit] public sealed partial class Part; }")]
    [InlineData("public class Nothing;", Next)]
    public async Task What_can_be_read_and_who_has_no_units_is_quiet(string source, string library) =>
        await Project.With(source).Referencing("Lib", library).IsQuiet();
}
