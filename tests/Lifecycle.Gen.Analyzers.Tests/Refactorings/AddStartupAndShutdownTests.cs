namespace Lifecycle.Analyzers.Tests.Refactorings;

public sealed class AddStartupAndShutdownTests
{
    [Fact]
    public async Task A_unit_with_members_gets_both_at_its_end() =>
        await Project.With("""
            [Unit]
            public sealed partial class [|Db|]
            {
                public int Port => 1;
            }
            """).IsRefactored("Add a startup and shutdown pair", """
            [Unit]
            public sealed partial class Db
            {
                public int Port => 1;

                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

    [Fact]
    public async Task A_unit_without_a_body_gets_one() =>
        await Project.With("""
            [Unit]
            public sealed partial class [|Db|](string url);
            """).IsRefactored("Add a startup and shutdown pair", """
            [Unit]
            public sealed partial class Db(string url)
            {
                [OnStartup]
                private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

                [OnShutdown]
                private Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

    [Fact]
    public async Task What_is_missing_of_the_two_is_added() =>
        await Project.With("""
            [Unit]
            public sealed partial class [|Db|]
            {
                [OnStartup] private void Open() { }
                public void StopAsync() { }
            }
            """).IsRefactored("Add the [OnShutdown] hook", """
            [Unit]
            public sealed partial class Db
            {
                [OnStartup] private void Open() { }
                public void StopAsync() { }

                [OnShutdown]
                private Task GoDownAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            }
            """);

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Db|] { [OnStartup] private void Open() { } [OnShutdown] private void Close() { } }")]
    [InlineData("public static class [|Db|];")]
    public async Task Not_where_nothing_is_missing(string source) => Assert.Empty(await Project.With(source).RefactoringsAsync());

    [Fact]
    public async Task Tabs_stay_tabs() =>
        await Project.With("""
            namespace App
            {
            	[Unit]
            	public sealed partial class [|Db|]
            	{
            	}
            }
            """).IsRefactored("Add a startup and shutdown pair", """
            namespace App
            {
            	[Unit]
            	public sealed partial class Db
            	{
            		[OnStartup]
            		private Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            		[OnShutdown]
            		private Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
            	}
            }
            """);
}
