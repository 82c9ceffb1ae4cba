using Lifecycle.Cluster.Program.Fleet;

namespace Lifecycle.Cluster.Tests;

/// <summary>What the protocol asks of a store, of each store, with real servers.</summary>
public class StoreTests
{
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Theory]
    [InlineData("memory")]
    [InlineData("file")]
    [InlineData("kubernetes")]
    [InlineData("postgres")]
    [InlineData("redis")]
    public async Task A_store_replaces_only_what_was_read_and_tells_of_writes(string kind)
    {
        await using var stores = await StoresOf.StartAsync(kind);

        await CountsOneOfWritesAtOnceAsync(stores); // First: they make the table at once, too.
        await ReplacesOnlyWhatWasReadAsync(stores);
        await TellsOfWritesAsync(stores);
    }

    [Fact]
    public async Task A_file_that_is_no_record_is_named()
    {
        var folder = Directory.CreateTempSubdirectory("lifecycle-leases-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "lease.lease"), "nothing", s_none);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => new FileLeaseStore(folder).ReadAsync("lease", s_none).AsTask());

        Assert.Contains("lease.lease is no record", error.Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("leases; DROP TABLE x")]
    [InlineData("\"leases\"")]
    public void A_name_of_a_table_that_is_none_is_refused(string table)
    {
        using var source = Npgsql.NpgsqlDataSource.Create(PostgresServer.ConnectionAt(1));

        Assert.Throws<ArgumentException>(() => new PostgresLeaseStore(source, table));
    }

    private static async Task ReplacesOnlyWhatWasReadAsync(StoresOf stores)
    {
        var (one, other) = (await stores.OpenAsync(), await stores.OpenAsync());

        Assert.Null(await one.ReadAsync("a lease / ü", s_none));
        var first = await one.TryWriteAsync("a lease / ü", new LeaseRecord("one", 1, 15, Version: null), s_none);
        Assert.NotNull(first);
        Assert.Null(await other.TryWriteAsync("a lease / ü", new LeaseRecord("other", 1, 15, Version: null), s_none));
        Assert.Equal(first, await other.ReadAsync("a lease / ü", s_none));

        var second = await other.TryWriteAsync("a lease / ü", first with { Holder = "other", Token = 2 }, s_none);
        Assert.NotNull(second);
        Assert.NotEqual(first.Version, second.Version);
        Assert.Null(await one.TryWriteAsync("a lease / ü", first with { Token = 3 }, s_none));
        Assert.Equal(second, await one.ReadAsync("a lease / ü", s_none));

        var free = await one.TryWriteAsync("a lease / ü", second with { Holder = "" }, s_none);
        Assert.True((await other.ReadAsync("a lease / ü", s_none))!.IsFree);
        Assert.Equal(2, free!.Token);
        Assert.Null(await one.ReadAsync("another", s_none));
    }

    private static async Task CountsOneOfWritesAtOnceAsync(StoresOf stores)
    {
        const int Tasks = 6;
        const int Each = 15;
        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            var store = await stores.OpenAsync();
            for (var done = 0; done < Each;)
            {
                var record = await store.ReadAsync("count", s_none) ?? new LeaseRecord("", 0, 15, Version: null);
                if (await store.TryWriteAsync("count", record with { Token = record.Token + 1 }, s_none) is not null)
                    done++;
            }
        })));

        Assert.Equal(Tasks * Each, (await (await stores.OpenAsync()).ReadAsync("count", s_none))!.Token);
    }

    private static async Task TellsOfWritesAsync(StoresOf stores)
    {
        var (one, other) = (await stores.OpenAsync(), await stores.OpenAsync());
        var record = await one.TryWriteAsync("lease", new LeaseRecord("one", 1, 15, Version: null), s_none);

        await other.WaitForChangeAsync("lease", "old", s_none);
        var change = other.WaitForChangeAsync("lease", record!.Version, s_none);
        Assert.False(change.IsCompleted);
        await one.TryWriteAsync("lease", record with { Holder = "" }, s_none);
        await change.WaitAsync(TimeSpan.FromSeconds(60), s_none);

        using var end = new CancellationTokenSource();
        var endless = other.WaitForChangeAsync("lease", (await one.ReadAsync("lease", s_none))!.Version, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless.WaitAsync(TimeSpan.FromSeconds(60), s_none));
    }
}
