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

    [Theory]
    [InlineData("Func<Database> database", "private void Init() => [|database()|].Query();", "database()")]
    [InlineData("Lazy<Database> database", "private void Init() => [|database.Value|].Query();", "database.Value")]
    public async Task Late_access_that_must_throw_is_reported(string parameter, string method, string text) =>
        await Late(parameter, "[PreStartup] " + method).Reports(Rule,
            $"Cache.Init uses Database before it has started: Init [PreStartup] -> {text} throws until Database is up. Do it in an [OnStartup] hook.");

    [Fact]
    public async Task Late_access_in_a_constructor_is_reported() =>
        await Late("Func<Database> database", "private readonly object? _rows = [|database()|].Query();").Reports(Rule,
            "The constructor of Cache uses Database before it has started: Cache -> database() throws until Database is up. Do it in an [OnStartup] hook.");

    [Fact]
    public async Task Late_access_by_a_field_is_reported() => await Late(
        "Func<Database> database",
        "private readonly Func<Database> _database = database; [OnInit] private void Init() => [|_database()|].Query();").Reports(Rule);

    [Fact]
    public async Task Late_access_without_an_order_is_too_early_in_a_startup_too() =>
        await Late("[Unordered] Func<Database> database", "[OnStartup] private void Init() => [|database()|].Query();").Reports(Rule,
            "Cache.Init uses Database before it has started: Init [OnStartup] -> database() throws until Database is up ([Unordered]: no order puts it "
            + "before Cache). Do it in an [OnReady] hook or later.");

    [Theory]
    [InlineData("Func<Database> database", "[OnStartup] private void Init() => database().Query();")]
    [InlineData("[Unordered] Func<Database> database", "[OnReady] private void Init() => database().Query();")]
    [InlineData("[Unordered] Func<Database> database", "public object? Rows => database().Query();")]
    [InlineData("Func<Database> database", "private Func<object?>? _rows; [OnInit] private void Init() => _rows = () => database().Query();")]
    [InlineData("Func<IDisposable> database", "[OnInit] private void Init() => database().Dispose();")]
    public async Task Late_access_in_time_is_not(string parameter, string members) => await Late(parameter, members).IsQuiet();

    [Fact]
    public async Task Fix_makes_late_access_wait_for_the_startup() =>
        await Late("Func<Database> database", "[OnInit] private void Init() => [|database()|].Query();").IsFixed(
            Rule, LateText("Func<Database> database", "[OnStartup] private void Init() => database().Query();"));

    [Fact]
    public async Task No_fix_where_a_startup_hook_is_too_early_itself() =>
        await Late("[Unordered] Func<Database> database", "[OnStartup] private void Init() => [|database()|].Query();").HasNoFix(Rule);

    private static Project Late(string parameter, string members) => Project.With(LateText(parameter, members));

    private static string LateText(string parameter, string members) => $$"""
        [Unit]
        public sealed partial class Cache({{parameter}})
        {
            {{members}}
        }

        [Unit]
        public sealed partial class Database
        {
            public object? Query() => null;
        }
        """;

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
