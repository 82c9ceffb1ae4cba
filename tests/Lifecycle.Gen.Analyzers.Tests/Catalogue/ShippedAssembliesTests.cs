using System.Reflection;
using Lifecycle.CodeFixes;
using Lifecycle.Core.Findings;
using Lifecycle.Generator;

namespace Lifecycle.Analyzers.Tests.Catalogue;

public sealed class ShippedAssembliesTests
{
    public static TheoryData<string> LoadedByTheCompiler =>
        [.. new[] { typeof(LifecycleAnalyzer), typeof(LifecycleGenerator), typeof(RuleIds) }.Select(type => type.Assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(LoadedByTheCompiler))]
    public void What_the_compiler_loads_references_no_Workspaces(string name) =>
        Assert.DoesNotContain(Assembly.Load(name).GetReferencedAssemblies(), reference => reference.Name!.Contains("Workspaces", StringComparison.Ordinal));

    [Fact]
    public void Only_the_fixes_do_and_no_analyzer_is_among_them()
    {
        var fixes = typeof(LifecycleCodeFix).Assembly;
        Assert.Contains(fixes.GetReferencedAssemblies(), reference => reference.Name!.Contains("Workspaces", StringComparison.Ordinal));
        Assert.DoesNotContain(fixes.GetTypes(), typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer).IsAssignableFrom);
    }

    [Theory]
    [MemberData(nameof(LoadedByTheCompiler))]
    public void What_the_compiler_loads_needs_nothing_that_we_would_have_to_ship(string name) =>
        Assert.All(Assembly.Load(name).GetReferencedAssemblies(), reference =>
            Assert.Matches(
                "^(netstandard|Microsoft\\.CodeAnalysis(\\.CSharp)?|System\\.Collections\\.Immutable|"
                + "System\\.Reflection\\.Metadata|System\\.Memory|Lifecycle\\.Gen\\.Core)$", reference.Name));

    [Fact]
    public async Task Without_the_runtime_nothing_is_reported_whatever_the_names() =>
        await Project.With("""
            [Unit]
            public sealed class Db
            {
                [OnStartup] private async void Open() => _ = Task.Delay(1);
            }

            [AttributeUsage(AttributeTargets.Class)] public sealed class UnitAttribute : Attribute;
            [AttributeUsage(AttributeTargets.Method)] public sealed class OnStartupAttribute : Attribute;
            """).WithoutRuntime().IsQuiet();

    [Fact]
    public async Task Attributes_of_the_same_names_elsewhere_are_not_ours() =>
        await Project.With("""
            namespace Other
            {
                [Unit]
                public sealed class Db
                {
                    [OnStartup] private async void Open() => _ = Task.Delay(1);
                }

                [AttributeUsage(AttributeTargets.Class)] public sealed class UnitAttribute : Attribute;
                [AttributeUsage(AttributeTargets.Method)] public sealed class OnStartupAttribute : Attribute;
            }
            """).IsQuiet();
}
