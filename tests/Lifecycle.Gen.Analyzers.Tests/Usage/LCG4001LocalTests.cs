using Lifecycle.Core.Findings;

namespace Lifecycle.Analyzers.Tests.Usage;

/// <summary>Tasks in locals and in collections, which are followed to where they are awaited.</summary>
public sealed class LCG4001LocalTests
{
    private const string Rule = RuleIds.DroppedTask;

    [Fact]
    public async Task A_local_that_one_way_forgets_is_reported_where_the_task_is_made() =>
        await LCG4001Tests.Hook("[OnStartup] private async Task Open() { var task = [|ConnectAsync()|]; if (_flag) return; await task; }").Reports(Rule,
            "Db.Open drops the task of ConnectAsync: Open [OnStartup] -> ConnectAsync, which not every way to the end awaits; "
            + "it goes on when the hook has returned, and its exception is lost. "
            + "Await it before every return, or let a [Background] hook run it.");

    [Fact]
    public async Task A_local_that_gets_another_task_is_reported() =>
        await LCG4001Tests.Hook("[OnStartup] private async Task Open() { var task = [|ConnectAsync()|]; task = CountAsync(); await task; }").Reports(Rule,
            "Db.Open drops the task of ConnectAsync: Open [OnStartup] -> ConnectAsync, whose task is replaced by another before it is awaited; "
            + "it goes on when the hook has returned, and its exception is lost. "
            + "Await it before the next one is stored, or collect them for 'await Task.WhenAll(…)'.");

    [Fact]
    public async Task A_list_that_nobody_awaits_is_reported_once() =>
        await LCG4001Tests.Hook(
            "[OnStartup] private void Open() { var tasks = new List<Task>(); tasks.Add([|ConnectAsync()|]); tasks.Add(CountAsync()); }").Reports(Rule,
            "Db.Open drops the task of ConnectAsync: Open [OnStartup] -> ConnectAsync, which goes on when the hook has returned, and its exception is lost. "
            + "Write 'await Task.WhenAll(…)' with the whole collection, or let a [Background] hook run it.");

    [Theory]
    [InlineData("[OnStartup] private async Task Open() { var t = [|ConnectAsync()|]; if (_flag) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|ConnectAsync()|]; if (_flag) { await t; return; } await CountAsync(); }")]
    [InlineData("[OnStartup] private async Task Open() { Task t; t = [|ConnectAsync()|]; switch (_number) { case 1: await t; break; case 2: break; } }")]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; foreach (var n in new[] { 1, 2 }) t = [|CountAsync()|]; await t!; }")]
    [InlineData("[OnStartup] private async Task Open() { for (var i = 0; i < 3; i++) { var t = [|CountAsync()|]; if (i == _number) continue; await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|ConnectAsync()|]; try { await CountAsync(); } catch (IOException) { await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|WriteAsync()|]; if (_flag) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|ConnectAsync().ConfigureAwait(false)|]; if (_flag) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { Task t = [|ConnectAsync()|]; if (_flag) t = CountAsync(); await t; }")]
    [InlineData("[OnStartup] private async Task Open() { await Inner(); async Task Inner() { var t = [|ConnectAsync()|]; if (_flag) await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|CountAsync()|]; var n = _flag ? await t : 0; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = [|CountAsync()|]; var n = _other?.GetHashCode() ?? await t; }")]
    [InlineData("[OnStartup] private async Task Open() { if (_flag) { Task t = [|ConnectAsync()|]; if (_number > 1) await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { await using var s = new MemoryStream(); var t = [|ConnectAsync()|]; if (_flag) return; await t; }")]
    [InlineData("[OnStartup] private async Task Open() { Task[] tasks = [[|ConnectAsync()|], CountAsync()]; await Task.Yield(); }")]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new[] { [|CountAsync()|] }; await Task.Yield(); }")]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new Task[2]; tasks[0] = [|CountAsync()|]; await Task.Yield(); }")]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new List<Task> { [|ConnectAsync()|] }; await Task.Yield(); _ = tasks; }")]
    [InlineData(
        """
        [OnStartup] private void Open()
        {
            var tasks = new List<Task>();
            foreach (var n in new[] { 1, 2 }) tasks.Add([|ConnectAsync()|]);
            _number = tasks.Count;
        }
        """)]
    [InlineData("[OnStartup] private void Open() { var tasks = new Queue<ValueTask>(); tasks.Enqueue([|WriteAsync()|]); }")]
    public async Task A_task_in_a_local_is_followed(string members) => await LCG4001Tests.Hook(members).Reports(Rule);

    [Theory]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); if (_flag) await t; else await t.ConfigureAwait(false); }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); if (_flag) await t; if (!_flag) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; if (_flag) t = ConnectAsync(); if (_flag) await t!; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            Task? t = null;
            if (_number == 1) t = ConnectAsync();
            await CountAsync();
            if (t is not null) await t;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; if (_flag) t = ConnectAsync(); var had = _flag; if (had) await t!; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            Task? t = null;
            switch (_number) { case 1: t = ConnectAsync(); break; }
            if (_number == 1) await t!;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; if (_flag) t = ConnectAsync(); if (!_flag) t = CountAsync(); await t!; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); try { await CountAsync(); } finally { await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); try { if (_flag) return; await CountAsync(); } finally { await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); if (_number < 0) throw new InvalidOperationException(); await t; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            Task? t = null;
            foreach (var n in new[] { 1 }) { if (t != null) await t; t = CountAsync(); }
            if (t != null) await t;
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; foreach (var n in new[] { 1 }) { t = CountAsync(); break; } await t!; }")]
    [InlineData("[OnStartup] private async Task Open() { Task? t = null; foreach (var n in new[] { 1 }) if (n == 1) t = CountAsync(); await t!; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); while (!t.IsCompleted) await Task.Yield(); }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); if (await Task.WhenAny(t, CountAsync()) == t) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); t = t.ContinueWith(_ => { }); await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); await Inner(); async Task Inner() { if (_flag) await t; } }")]
    [InlineData("[OnStartup] private async Task Open() { var t = ConnectAsync(); await Task.Run(async () => await t); }")]
    [InlineData("[OnStartup] private async Task Open() { Task t = Task.CompletedTask; if (_flag) t = ConnectAsync(); await t; }")]
    [InlineData("[OnStartup] private async Task Open() { Task t = Task.CompletedTask; t = ConnectAsync(); await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var t = _flag ? ConnectAsync() : CountAsync(); await t; }")]
    [InlineData(
        """
        [OnStartup] private async Task Open()
        {
            var tasks = new List<Task> { ConnectAsync() };
            while (tasks.Count > 0) { var t = await Task.WhenAny(tasks); tasks.Remove(t); await t; }
        }
        """)]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new List<Task>(); tasks.Add(ConnectAsync()); foreach (var t in tasks) await t; }")]
    [InlineData("[OnStartup] private async Task Open() { var tasks = new Task[1]; tasks[0] = ConnectAsync(); await tasks[0]; }")]
    [InlineData("[OnStartup] private void Open() { var tasks = new List<Task>(); tasks.Add(ConnectAsync()); _kept = Task.WhenAll(tasks); }")]
    [InlineData("[OnStartup] private void Open() { var tasks = new List<Task> { Task.CompletedTask }; }")]
    [InlineData("[OnStartup] private void Open() { var tasks = new List<Func<Task>>(); tasks.Add(() => ConnectAsync()); }")]
    public async Task Locals_and_collections_that_are_awaited_are_not(string members) => await LCG4001Tests.Hook(members).IsQuiet();
}
