using System.Runtime.CompilerServices;

namespace Lifecycle.Cluster.Tests.Documented;

/// <summary>The program in <c>docs/cluster.md</c> is the one that is compiled and run here.</summary>
public class PageTests
{
    [Fact]
    public void The_page_shows_this_program()
    {
        var code = File.ReadAllText(Beside("Shop.cs")).ReplaceLineEndings("\n")
            .Replace("namespace Lifecycle.Cluster.Tests.Documented;\n\n", "", StringComparison.Ordinal);
        var page = File.ReadAllText(Beside("../../../docs/cluster.md")).ReplaceLineEndings("\n");

        Assert.Contains($"```csharp\nusing Lifecycle;\n{code}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_runs_in_two_processes()
    {
        var store = new MemoryLeaseStore();
        var orders = new Orders();
        var options = new LeaseOptions { DurationSeconds = 60, RenewSeconds = 0.2, RetrySeconds = 0.02 };
        await using var one = new Shop(leaseStore: store, orders: orders, leaseOptions: options);
        await using var other = new Shop(leaseStore: store, orders: orders, leaseOptions: options);

        await one.StartAsync(TestContext.Current.CancellationToken);
        await orders.WhenAsync(() => one.Shards.Held.Count == 16);
        await other.StartAsync(TestContext.Current.CancellationToken);
        await orders.WhenAsync(() => one.Shards.Held.Count == 8 && other.Shards.Held.Count == 8);
        Assert.Empty(one.Shards.Held.Intersect(other.Shards.Held));

        await one.StopAsync(TestContext.Current.CancellationToken);
        await orders.WhenAsync(() => other.Shards.Held.Count == 16 && orders.All.Contains("a book 2"));

        Assert.Single(orders.All, order => order.StartsWith("migration", StringComparison.Ordinal));
        Assert.Contains("a book 1", orders.All);
        Assert.Empty(orders.TwoAtOnce);
    }

    private static string Beside(string file, [CallerFilePath] string test = "") => Path.Combine(Path.GetDirectoryName(test)!, file);

    private sealed class Orders : IOrders
    {
        private readonly Lock _lock = new();
        private readonly List<string> _all = [];
        private readonly HashSet<string> _up = [];
        private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> TwoAtOnce { get; } = [];

        public List<string> All
        {
            get
            {
                lock (_lock)
                    return [.. _all];
            }
        }

        public Task BookAsync(string order, long token)
        {
            lock (_lock)
            {
                _all.Add($"{order} {token}");
                if (order.StartsWith("shard", StringComparison.Ordinal) && !_up.Add(order))
                    TwoAtOnce.Add(order);
                if (order.StartsWith("end of ", StringComparison.Ordinal))
                    _up.Remove(order["end of ".Length..]);

                var change = _change;
                _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                change.SetResult();
            }

            return Task.CompletedTask;
        }

        /// <summary>Looks at each booking whether something is so.</summary>
        public async Task WhenAsync(Func<bool> condition)
        {
            var guard = Task.Delay(TimeSpan.FromSeconds(60));
            while (!condition())
            {
                Task change;
                lock (_lock)
                    change = _change.Task;

                // A part counts as held a moment before and after its booking.
                if (await Task.WhenAny(change, Task.Delay(20), guard) == guard)
                    throw new TimeoutException(string.Join('\n', All));
            }
        }
    }
}
