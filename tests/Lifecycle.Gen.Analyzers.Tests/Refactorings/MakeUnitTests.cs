namespace Lifecycle.Analyzers.Tests.Refactorings;

public sealed class MakeUnitTests
{
    private const string Title = "Make this class a unit";

    [Fact]
    public async Task A_class_and_the_types_around_it() =>
        await Project.With("""
            public static class Outer
            {
                /// <summary>Opens.</summary>
                [Serializable]
                internal sealed class [|Db|](string url)
                {
                    public string Url => url;
                }
            }
            """).IsRefactored(Title, """
            public static partial class Outer
            {
                /// <summary>Opens.</summary>
                [Unit]
                [Serializable]
                internal sealed partial class Db(string url)
                {
                    public string Url => url;
                }
            }
            """);

    [Theory]
    [InlineData("[Unit] public sealed partial class [|Db|];")]
    [InlineData("[Worker] public sealed partial class [|Server|] { [Run] private void Go() { } }")]
    [InlineData("public static class [|Db|];")]
    [InlineData("public abstract class [|Db|];")]
    [InlineData("public struct [|Db|];")]
    [InlineData("public interface [|IDb|];")]
    [InlineData("public sealed class Db { public int [|Port|] => 1; }")]
    public async Task Not_for_what_is_one_or_cannot_be_one(string source) =>
        Assert.DoesNotContain(Title, await Project.With(source).RefactoringsAsync());

    [Fact]
    public async Task Not_without_the_runtime() => Assert.Empty(await Project.With("public sealed class [|Db|];").WithoutRuntime().RefactoringsAsync());
}
