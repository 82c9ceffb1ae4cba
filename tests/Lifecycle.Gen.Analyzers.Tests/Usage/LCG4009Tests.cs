using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4009Tests
{
    private const string Rule = RuleIds.UsedTooEarly;

    [Fact]
    public async Task A_use_in_OnInit_is_reported() =>
        await Unit("[OnInit] private void Init() => [|database.Query()|];").Reports(Rule,
            "Cache.Init uses Database.Query before it has started: Init [OnInit] -> database.Query() needs what Database.Open [OnStartup] "
            + "sets, which has not run by then. Do it in an [OnStartup] hook.");

    [Fact]
    public async Task A_use_in_an_initializer_is_reported() =>
        await Unit("private readonly object? _rows = [|database.Rows|];").Reports(Rule,
            "The constructor of Cache uses Database.Rows before it has started: Cache -> database.Rows needs what Database.Open [OnStartup] "
            + "sets, which has not run by then. Do it in an [OnStartup] hook.");

    [Theory]
    [InlineData("[PreStartup] private async Task Init() { await [|database.QueryAsync()|].ConfigureAwait(false); }")]
    [InlineData("[OnInit] private void Init() => Deep<int>(); private void Deep<T>() { Inner(); void Inner() => [|database.Through()|]; }")]
    public async Task Every_way_of_using_is_reported(string members) => await Unit(members).Reports(Rule);

    [Fact]
    public async Task A_field_that_holds_the_dependency_counts_too() =>
        await Unit("private readonly Database _db = database; [OnInit] private void Init() { [|_db.Query()|]; }").WithCompilerErrors("CS9124").Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private void Init() => database.Query();")]
    [InlineData("[OnInit] private void Init() => database.Register(this);")]
    [InlineData("[OnInit] private void Init() => database.Asks();")]
    [InlineData("[OnInit] private void Init() { Func<object> later = () => database.Query(); GC.KeepAlive(later); }")]
    [InlineData("[OnInit] private void Init() => Shared(); [OnReady] private void Ready() => Shared(); private void Shared() => database.Query();")]
    [InlineData("public object Rows => database.Query();")]
    [InlineData("[OnInit] private void Init() => GC.KeepAlive(database.Named);")]
    public async Task Look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    [Fact]
    public async Task Fix_makes_it_a_startup_hook() =>
        await Unit("[OnInit] /* early */ private void Init() => [|database.Query()|]; // rows")
            .IsFixed(Rule, Text("[OnStartup] /* early */ private void Init() => database.Query(); // rows"));

    [Fact]
    public async Task No_fix_for_a_constructor() => await Unit("private readonly object? _rows = [|database.Rows|];").HasNoFix(Rule);

    private static Project Unit(string members) => Project.With(Text(members));

    private static string Text(string members) => $$"""
        [Unit]
        public sealed partial class Cache(Database database)
        {
            public Database Database => database;
            {{members}}
        }

        [Unit]
        public sealed partial class Database
        {
            private readonly List<object> _known = [];
            private object? _connection;
            private string _name = "none";

            [OnStartup]
            private void Open()
            {
                _connection = new object();
                _name = "open";
                Rows = new object();
            }

            public object? Rows { get; private set; }
            public string Named => _name;
            public object Query() => _connection!;
            public object Through() => Query();
            public Task<int> QueryAsync() => Task.FromResult(_connection!.GetHashCode());
            public void Register(object one) => _known.Add(one);
            public bool Asks() => _connection is not null && _connection.Equals(1);
        }
        """;
}
