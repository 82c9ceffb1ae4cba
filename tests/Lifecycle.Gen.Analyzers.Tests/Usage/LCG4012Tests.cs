using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4012Tests
{
    private const string Rule = RuleIds.LateValueUnmarked;

    [Fact]
    public async Task A_property_that_reads_what_a_startup_sets_is_reported() => await Unit("[Provides] public Pool [|Pool|] => _pool!;").Reports(Rule,
        "Database.Pool is provided from the construction on, but reads what Database.Open [OnStartup] sets. Write [Provides(AtStartup = true)].");

    [Theory]
    [InlineData("[Provides(AtStartup = true)] public Pool Pool => _pool!;")]
    [InlineData("[Provides] public Pool Pool => _pool ?? new Pool();")]
    [InlineData("[Provides] public Pool Other { get; } = new();")]
    [InlineData("public Pool Pool => _pool!;")]
    public async Task Look_alikes_are_not(string member) => await Unit(member).IsQuiet();

    [Fact]
    public async Task Fix_says_so() =>
        await Unit("[Provides] public Pool [|Pool|] => _pool!;").IsFixed(Rule, Text("[Provides(AtStartup = true)] public Pool Pool => _pool!;"));

    private static Project Unit(string member) => Project.With(Text(member));

    private static string Text(string member) => $$"""
        public class Pool;
        [Unit]
        public sealed partial class Database
        {
            private Pool? _pool;
            {{member}}
            [OnStartup] private void Open() => _pool = new Pool();
            public bool IsOpen => _pool is not null;
        }
        """;
}
