using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>Code of a unit that stands in several files and in base classes.</summary>
public sealed class LCG4001BaseClassTests
{
    private const string Rule = RuleIds.DroppedTask;

    [Fact]
    public async Task Hooks_over_several_files_and_of_a_base_class_count() =>
        await Project.With("""
            [Unit]
            public sealed partial class Db : Base
            {
                [OnStartup] private void Open() => Prepare();
            }
            """).And("""
            public sealed partial class Db
            {
                private void Prepare() { [|Task.Delay(1)|]; }
            }

            public abstract class Base
            {
                [OnInit] protected void Init() => _ = [|Task.Delay(1)|];
            }
            """, "Db.Part.cs").Reports(Rule);

    [Fact]
    public async Task A_method_of_a_base_class_that_a_hook_of_the_unit_calls_is_reported_with_the_way_to_it() =>
        await Project.With("[Unit] public sealed partial class Db : Middle { [OnStartup] private void Open() => Prepare(); }", "Db.cs")
            .And("public abstract class Middle : Base<int>;", "Middle.cs")
            .And("public abstract class Base<T> { protected void Prepare() { _ = [|Task.Delay(1)|]; } }", "Base.cs").Reports(Rule,
            "Base.Prepare drops the task of Delay: Db.Open [OnStartup] -> Prepare -> Delay, which goes on when the hook has returned, and its "
            + "exception is lost. "
            + "Make Prepare an 'async Task' method and write 'await Task.Delay(1);', or let a [Background] hook run it.");

    [Fact]
    public async Task CS4014_is_taken_back_there_too() =>
        await Project.With("""
            public abstract class Base { protected async Task PrepareAsync() { [|Task.Delay(1)|]; await Task.Yield(); } }
            [Unit] public sealed partial class Db : Base { [OnStartup] private Task Open() => PrepareAsync(); }
            """).Reports(Rule);

    [Fact]
    public async Task However_many_units_call_it_is_reported_once() =>
        await Project.With("""
            public abstract class Base { protected void Prepare() { [|Task.Delay(1)|]; } }
            [Unit] public sealed partial class A : Base { [OnStartup] private void Open() => Prepare(); }
            [Unit] public sealed partial class B : Base { [OnReady] private void Ready() => base.Prepare(); }
            [Unit] public sealed partial class C : Base { [OnReady] private void Ready() => Inner(); private void Inner() => this.Prepare(); }
            """).Reports(Rule,
            "Base.Prepare drops the task of Delay: A.Open [OnStartup] -> Prepare -> Delay, which goes on when the hook has returned, and its "
            + "exception is lost. "
            + "Make Prepare an 'async Task' method and write 'await Task.Delay(1);', or let a [Background] hook run it.");

    [Fact]
    public async Task What_a_unit_overrides_of_a_base_class_runs_in_its_hooks() =>
        await Project.With("""
            public abstract class Base<T>
            {
                [Background] protected Task RunAsync(CancellationToken ct) => StepAsync(ct);
                protected abstract Task StepAsync(CancellationToken ct);
                protected virtual int Size { get { [|Task.Delay(1)|]; return 1; } }
                protected virtual void Idle() { Task.Delay(1); }
            }

            [Unit]
            public sealed partial class Db : Base<int>
            {
                protected override async Task StepAsync(CancellationToken ct)
                {
                    [|Task.Delay(1, ct)|];
                    await Task.Delay(base.Size, ct);
                }

                protected override void Idle() { Task.Delay(1); }
            }
            """).Reports(Rule);

    [Theory]
    [InlineData(
        """
        public abstract class Base { protected void Prepare() { _ = Task.Delay(1); } }
        [Unit] public sealed partial class Db : Base { [OnStartup] private void Open() { } public void Later() => Prepare(); }
        """)]
    [InlineData(
        """
        public abstract class Base { protected void Prepare() { _ = Task.Delay(1); } }
        [Unit] public sealed partial class Db : Base { public void Later() => Prepare(); }
        """)]
    [InlineData(
        """
        public class Base { protected virtual void Prepare() { _ = Task.Delay(1); } }
        [Unit] public sealed partial class Db : Base
        {
            [OnStartup] private void Open() => Own();
            private void Own() { }
            protected override void Prepare() { }
        }
        """)]
    [InlineData(
        """
        public class Base { public void Prepare() { _ = Task.Delay(1); } }
        public class Other : Base { public void Open() => Prepare(); }
        [Unit] public sealed partial class Db : Base { [OnStartup] private void Open() { } }
        """)]
    [InlineData(
        """
        public class Other { public void Prepare() { _ = Task.Delay(1); } }
        [Unit] public sealed partial class Db(Other other) { [OnStartup] private void Open() => other.Prepare(); }
        """)]
    public async Task Code_of_base_classes_that_no_hook_runs_is_not(string source) => await Project.With(source).IsQuiet();
}
