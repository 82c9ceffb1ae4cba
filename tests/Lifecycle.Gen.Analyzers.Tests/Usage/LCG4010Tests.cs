using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

public sealed class LCG4010Tests
{
    private const string Rule = RuleIds.UsedTooLate;

    [Fact]
    public async Task A_use_in_OnExit_is_reported() =>
        await Unit("[OnExit] private void Save() => [|database.Write()|];").Reports(Rule,
            "Cache.Save uses Database.Write after it has stopped: Save [OnExit] -> database.Write() needs what Database.Close [OnShutdown] "
            + "has ended by then. Do it in an [OnShutdown] hook, which runs while dependencies are still up.");

    [Fact]
    public async Task A_use_in_Dispose_is_reported() =>
        await Unit("public void Dispose() => [|database.Write()|];").Reports(Rule,
            "Cache.Dispose uses Database.Write after it has stopped: Dispose -> database.Write() needs what Database.Close [OnShutdown] has "
            + "ended by then. Do it in an [OnShutdown] hook, which runs while dependencies are still up.");

    [Theory]
    [InlineData("[PostShutdown] private async Task Save() { await [|database.WriteAsync()|].ConfigureAwait(false); }")]
    [InlineData("[OnExit] private void Save() => Deep<int>(); private void Deep<T>() { Inner(); void Inner() => [|database.Write()|]; }")]
    [InlineData("public async ValueTask DisposeAsync() => await [|database.WriteAsync()|];")]
    public async Task Every_way_of_using_is_reported(string members) => await Unit(members).Reports(Rule);

    [Theory]
    [InlineData("[OnShutdown] private void Save() => database.Write();")]
    [InlineData("[OnExit] private void Save() => database.Count();")]
    [InlineData("[OnExit] private void Save() => database.Asks();")]
    [InlineData("[OnExit] private void Save() => database.Keeps();")]
    [InlineData("[OnExit] private void Save() { Action later = () => database.Write(); GC.KeepAlive(later); }")]
    [InlineData("[OnExit] private void Save() => Shared(); [OnShutdown] private void Close() => Shared(); private void Shared() => database.Write();")]
    [InlineData("public void Dispose(bool now) => database.Write();")]
    public async Task Look_alikes_are_not(string members) => await Unit(members).IsQuiet();

    private static Project Unit(string members) => Project.With($$"""
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
            private MemoryStream? _stream;
            private object? _kept;

            [OnStartup]
            private void Open()
            {
                _stream = new MemoryStream();
                _kept = new object();
            }

            [OnShutdown]
            private void Close() => _stream?.Dispose();

            public void Write() => _stream!.WriteByte(1);
            public Task WriteAsync() => _stream!.FlushAsync();
            public int Count() => _known.Count;
            public int Keeps() => _kept!.GetHashCode();
            public void Asks() => _stream?.WriteByte(1);
        }
        """);
}
