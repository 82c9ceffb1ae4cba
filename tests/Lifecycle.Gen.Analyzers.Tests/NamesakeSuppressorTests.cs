namespace Lifecycle.Analyzers.Tests;

public sealed class NamesakeSuppressorTests
{
    private const string Friend = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("App")]
        internal sealed class Worker;
        internal sealed class Other;
        namespace Friend { [Unit] internal sealed partial class Part { [OnStartup] private void Up() { } } }
        """;

    [Fact]
    public async Task A_program_that_is_a_friend_of_another_has_its_own_default_worker_without_a_warning() =>
        await Project.With("""
            await using (var worker = new Worker())
                await worker.StartAsync();
            return await Worker.RunAsync();
            [Unit] internal sealed partial class Api(Friend.Part part);
            """).Referencing("Friend", Friend).IsQuiet();

    [Fact]
    public async Task So_has_one_that_references_a_library_with_a_public_worker_of_that_name() =>
        await Project.With("""
            return await Worker.RunAsync();
            [Unit] internal sealed partial class Api;
            """).Referencing("Library", "[Unit] public sealed partial class Part; [Worker] public sealed partial class Worker;").IsQuiet();

    [Fact]
    public async Task Two_classes_that_somebody_wrote_are_the_compilers_to_report() =>
        await Project.With("""
            _ = new Other();
            internal sealed class Other;
            """).Referencing("Friend", Friend).WithCompilerErrors("CS0436").Reports("CS0436");
}
