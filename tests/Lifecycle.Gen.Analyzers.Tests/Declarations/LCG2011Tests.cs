using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Declarations;

/// <summary>A custom phase that has no place.</summary>
public sealed class LCG2011Tests
{
    private const string Rule = RuleIds.CustomPhase;

    [Theory]
    [InlineData("[[|Phase(After = typeof(string))|]] public sealed class WarmAttribute : PhaseAttribute;",
        "its anchor string is no phase. Name the attribute of a phase, such as OnStartupAttribute or a class that derives from PhaseAttribute")]
    [InlineData("[[|Phase(Before = typeof(PhaseAttribute))|]] public sealed class WarmAttribute : PhaseAttribute;",
        """
        its anchor PhaseAttribute is no phase. Name the attribute of a phase, such as OnStartupAttribute or a class that derives from PhaseAttribute
        """)]
    [InlineData("[[|Phase(After = typeof(int[]))|]] public sealed class WarmAttribute : PhaseAttribute;",
        "its anchor int[] is no phase. Name the attribute of a phase, such as OnStartupAttribute or a class that derives from PhaseAttribute")]
    [InlineData("[[|Phase(After = typeof(BackgroundAttribute))|]] public sealed class WarmAttribute : PhaseAttribute;",
        "its anchor Background has no place of its own: such hooks begin and end with their units' startup and shutdown. "
        + "Name OnStartupAttribute or OnShutdownAttribute instead")]
    [InlineData("[[|Phase(After = typeof(OnInitAttribute), Before = typeof(OnReadyAttribute))|]] public sealed class WarmAttribute : PhaseAttribute;",
        "it has two anchors, After and Before, and can be in one place only. Remove one of them")]
    [InlineData("[[|Phase(Order = 3)|]] public sealed class WarmAttribute : PhaseAttribute;",
        "its Order is 3, which is no order over units. Write PhaseOrder.Forward, PhaseOrder.Backward or PhaseOrder.Parallel")]
    [InlineData("[[|Phase(After = typeof(OnInitAttribute))|]] public sealed class WarmAttribute : Attribute;",
        "it does not derive from PhaseAttribute, so that no hook can be marked with it. Write 'class WarmAttribute : PhaseAttribute'")]
    public async Task A_phase_whose_place_cannot_be_is_reported_used_or_not(string source, string fault) =>
        await Project.With(source).Reports(Rule, $"WarmAttribute cannot be a phase: {fault}.");

    [Fact]
    public async Task One_that_is_used_is_reported_once() =>
        await Project.With("""
            [[|Phase(Order = -1)|]] public sealed class WarmAttribute : PhaseAttribute;
            [Unit] public sealed partial class A { [Warm] private void Warm() { } }
            [Unit] public sealed partial class B { [Warm] private void Warm() { } }
            [Worker] public sealed partial class First { [Warm] private void Warm() { } }
            [Worker] public sealed partial class Second;
            """).Reports(Rule,
                "WarmAttribute cannot be a phase: its Order is -1, which is no order over units. "
                + "Write PhaseOrder.Forward, PhaseOrder.Backward or PhaseOrder.Parallel.");

    [Fact]
    public async Task A_circle_is_reported_once() =>
        await Project.With("""
            [[|Phase(After = typeof(SeedAttribute))|]] public sealed class MigrateAttribute : PhaseAttribute;
            [Phase(Before = typeof(MigrateAttribute))] public sealed class SeedAttribute : PhaseAttribute;
            [Phase(After = typeof(SeedAttribute))] public sealed class LaterAttribute : PhaseAttribute;
            [Unit] public sealed partial class A { [Seed] private void Seed() { } [Later] private void Later() { } }
            [Worker] public sealed partial class Server;
            """).Reports(Rule,
            "MigrateAttribute cannot be a phase: it is anchored to itself: Migrate (After = Seed, App.cs:1) -> Seed (Before = Migrate, "
            + "App.cs:2) -> Migrate. Anchor one of them to a built-in phase, or to none.");

    [Fact]
    public async Task A_phase_anchored_to_itself_is_a_circle() =>
        await Project.With("[[|Phase(After = typeof(WarmAttribute))|]] public sealed class WarmAttribute : PhaseAttribute;").Reports(Rule);

    [Fact]
    public async Task The_marker_on_a_method_is_reported() =>
        await Project.With("[Unit] public sealed partial class Db { [Phase] private void [|Warm|]() { } } [Worker] public sealed partial class Server;")
            .Reports(Rule,
            "Db.Warm cannot be a phase: [Phase] stands on a method, and tells of the class of an attribute where its phase belongs. "
            + "Mark the hook with the attribute of its phase, such as [OnStartup].");

    [Theory]
    [InlineData("public sealed class WarmAttribute : PhaseAttribute;")]
    [InlineData("[Phase(After = typeof(OnStartupAttribute), Order = PhaseOrder.Parallel)] public sealed class WarmAttribute : PhaseAttribute;")]
    [InlineData("[Phase(Before = typeof(RunAttribute))] public sealed class WarmAttribute : RetryPhaseAttribute;")]
    [InlineData("[Phase(After = null)] public sealed class WarmAttribute : PhaseAttribute;")]
    [InlineData(
        """
        [Phase(Before = typeof(FlushAttribute))] public sealed class WarmAttribute : PhaseAttribute;
        public sealed class FlushAttribute : PhaseAttribute;
        """)]
    public async Task Right_ones_are_not(string source) =>
        await Project.With(source + "[Unit] public sealed partial class Db { [Warm] private void Warm() { } } [Worker] public sealed partial class Server;")
            .IsQuiet();

    [Theory]
    [InlineData(RuleIds.HookSignature, "[Unit] public sealed partial class Db { [Warm] private int [|Warm|]() => 1; }")]
    [InlineData(RuleIds.HookSignature, "[Unit] public sealed partial class Db { [Warm] private static void [|Warm|]() { } }")]
    [InlineData(RuleIds.HookWithoutUnit, "public sealed class [|Db|] { [Warm] private void Warm() { } }")]
    [InlineData(RuleIds.MemberName,
        """
        [Unit] public sealed partial class Db { [Warm] private void Warm() { } }
        [Worker] public sealed partial class Server { public void WarmAsync() { } }
        """,
        "[|WarmAttribute|]")]
    public async Task The_rules_of_hooks_hold_for_custom_ones(string rule, string source, string attribute = "WarmAttribute") =>
        await Project.With($"public sealed class {attribute} : PhaseAttribute;\n{source}").Reports(rule);

    [Theory]
    [InlineData("Stop", "the phase StopAttribute and what every worker has")]
    [InlineData("RunPhase", "the phase RunPhaseAttribute and what every worker has")]
    public async Task A_method_must_have_a_name_of_its_own(string name, string owners) =>
        await Project.With(
            $$"""
            public sealed class [|{{name}}Attribute|] : PhaseAttribute;
            [Unit] public sealed partial class Db { [{{name}}] private void Warm() { } }
            [Worker] public sealed partial class Server;
            """)
            .Reports(RuleIds.MemberName,
                $"Server would have two members named {name}Async: {owners.Replace("Attribute and", "Attribute, App.cs:1 and", StringComparison.Ordinal)}. "
                + "Rename one of them.");
}
