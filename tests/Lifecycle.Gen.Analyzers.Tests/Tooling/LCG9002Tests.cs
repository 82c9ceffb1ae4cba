using System.Globalization;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Tests.Tooling;

public sealed class LCG9002Tests
{
    private const string Cycle = "return await Worker.RunAsync(); [Unit] public sealed partial class A(B b); [Unit] public sealed partial class B(A a);";

    [Theory]
    [InlineData("build_property.RunAnalyzers = false")]
    [InlineData("build_property.RunAnalyzersDuringBuild = false")]
    public async Task With_analyzers_off_the_generator_reports_the_first_mistake(string property)
    {
        var reported = Assert.Single(await Project.With(Cycle).WithBuildProperty(property).GeneratorDiagnosticsAsync());
        Assert.Equal(RuleIds.WrongGraphUnreported, reported.Id);
        Assert.Equal(DiagnosticSeverity.Error, reported.Severity);
        Assert.Equal(Location.None, reported.Location);
        Assert.Equal(
            "The units of this project are wired wrongly and analyzers are switched off: LCG1001: A depends on itself through B: A -> B (B b) -> A (A a). "
            + "Remove one of these, take one as '[Unordered] Func<T>', or move what both sides of it need into a unit of its own that both take. "
            + "Build without RunAnalyzers=false to see where",
            reported.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("build_property.RunAnalyzers = true")]
    [InlineData("build_property.Other = false")]
    public async Task With_analyzers_on_it_leaves_that_to_them(string property) =>
        Assert.Empty(await Project.With(Cycle).WithBuildProperty(property).GeneratorDiagnosticsAsync());

    [Fact]
    public async Task A_sound_program_is_not_reported() =>
        Assert.Empty(await Project.With("return await Worker.RunAsync(); [Unit] public sealed partial class A;")
            .WithBuildProperty("build_property.RunAnalyzers = false").GeneratorDiagnosticsAsync());
}
