using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Graph;

public sealed class LCG1026Tests
{
    private const string Rule = RuleIds.WorkerAttribute;
    private const string Units = """

        public interface IStore;
        [Unit] public sealed partial class FileStore : IStore;
        [Unit(AutoInclude = false)] public sealed partial class FakeStore : IStore;
        [Unit(AutoInclude = false)] public sealed partial class Cached(IStore store) : IStore;
        [Unit] public sealed partial class Api(IStore store);
        [Unit] public sealed partial class Jobs;
        """;

    [Theory]
    [InlineData("Mixin<Api>, [|Without<Jobs>|]",
        "[Without<Jobs>] on Server has no effect: Server would not have Jobs without it either. Remove it.")]
    [InlineData("Mixin<Jobs>, [|Replace<FileStore, FakeStore>|]",
        "[Replace<FileStore, FakeStore>] on Server has no effect: Server would not have FileStore without it either. Remove it.")]
    [InlineData("Mixin<Jobs>, [|Bind<IStore, FakeStore>(For = typeof(Api))|]",
        "[Bind<IStore, FakeStore>(For = typeof(Api))] on Server has no effect: Server does not have Api. Remove it, or name another unit.")]
    [InlineData("[|Bind<IStore, FakeStore>(For = typeof(Jobs))|]",
        "[Bind<IStore, FakeStore>(For = typeof(Jobs))] on Server has no effect: Jobs takes no IStore. Remove it, or name another unit.")]
    public async Task What_has_no_effect_is_a_warning(string attributes, string message) => await Reported(attributes, message, isError: false);

    [Theory]
    [InlineData("Mixin<Api>, Mixin<FileStore>, [|Replace<FileStore, FakeStore>|]",
        "[Replace<FileStore, FakeStore>] on Server contradicts [Mixin<FileStore>], App.cs:1. Remove one of the two.")]
    [InlineData("[|Without<FakeStore>|], Bind<IStore, FakeStore>",
        "[Without<FakeStore>] on Server contradicts [Bind<IStore, FakeStore>], App.cs:1. Remove one of the two.")]
    [InlineData("[|Without<Cached>|], Decorate<IStore, Cached>",
        "[Without<Cached>] on Server contradicts [Decorate<IStore, Cached>], App.cs:1. Remove one of the two.")]
    [InlineData("[|Decorate<IStore, FakeStore>|]",
        "[Decorate<IStore, FakeStore>] on Server wraps nothing: FakeStore takes no IStore in its constructor. "
        + "Take one there, or write [Bind<IStore, FakeStore>].")]
    [InlineData("[|Replace<FileStore, FileStore>|]",
        "[Replace<FileStore, FileStore>] on Server contradicts [Replace<FileStore, FileStore>], App.cs:1. Remove one of the two.")]
    public async Task A_contradiction_is_an_error(string attributes, string message) => await Reported(attributes, message, isError: true);

    [Theory]
    [InlineData("Without<Jobs>")]
    [InlineData("Replace<FileStore, FakeStore>")]
    [InlineData("Mixin<Api>, Replace<FileStore, FakeStore>")]
    [InlineData("Bind<IStore, FileStore>, Replace<FileStore, FakeStore>")]
    [InlineData("Bind<IStore, FakeStore>(For = typeof(Api))")]
    [InlineData("Decorate<IStore, Cached>")]
    [InlineData("Bind<IStore, FakeStore>, Decorate<IStore, Cached>")]
    [InlineData("Mixin<Api>, Decorate<IStore, Cached>, Replace<Cached, OtherCached>")]
    public async Task Look_alikes_are_not(string attributes) =>
        await Project.With($"[Worker, {attributes}] public sealed partial class Server; [Worker] public sealed partial class Whole;{Units}"
            + "[Unit(AutoInclude = false)] public sealed partial class OtherCached(IStore store) : IStore;").IsQuiet();

    [Fact]
    public async Task Fix_removes_what_has_no_effect() =>
        await Project.With("[Worker, Mixin<Api>, [|Without<Jobs>|]] public sealed partial class Server; [Worker] public sealed partial class Whole;" + Units)
            .IsFixed(Rule, "[Worker, Mixin<Api>] public sealed partial class Server; [Worker] public sealed partial class Whole;" + Units);

    [Fact]
    public async Task Fix_offers_either_of_two_that_contradict_each_other() =>
        Assert.Equal(
            ["Remove [Replace<FileStore, FakeStore>]", "Remove [Mixin<FileStore>]"],
            await Project.With("[Worker, Mixin<Api>, Mixin<FileStore>, [|Replace<FileStore, FakeStore>|]] public sealed partial class Server;"
                + "[Worker] public sealed partial class Whole;" + Units).OffersAsync(Rule));

    private static async Task Reported(string attributes, string message, bool isError)
    {
        var reported = await Project.With(
            $"[Worker, {attributes}] public sealed partial class Server; [Worker] public sealed partial class Whole;{Units}").Reports(Rule, message);
        Assert.Equal(
            isError ? Microsoft.CodeAnalysis.DiagnosticSeverity.Error : Microsoft.CodeAnalysis.DiagnosticSeverity.Warning,
            Assert.Single(reported.Diagnostics).Severity);
    }
}
