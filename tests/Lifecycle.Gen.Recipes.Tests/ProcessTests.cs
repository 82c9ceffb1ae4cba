using System.Diagnostics;
using System.IO.Pipes;
using System.Threading.Channels;
using Lifecycle.Samples.Tests.Hosting;
using OpenTelemetry;

namespace Lifecycle.Recipes;

/// <summary>What belongs to the process: its logs and spans, files, timers, children and input.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenTelemetry_exports_the_span_of_the_stop()
    {
        var exported = new List<string>();
        Assert.Equal(0, await Telemetry.Program.RunAsync(new BatchActivityExportProcessor(new SlowExporter(exported))));
        Assert.Contains(exported, name => name.Contains("stop", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Serilog_writes_the_last_line()
    {
        Assert.Equal(0, await Logs.SerilogProgram.RunAsync(_folder.File("log")));
        Assert.Contains("closed", await File.ReadAllTextAsync(_folder.File("log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NLog_writes_the_last_line()
    {
        Assert.Equal(0, await Logs.NLogProgram.RunAsync(_folder.File("log")));
        Assert.Contains("closed", await File.ReadAllTextAsync(_folder.File("log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watched_folder_may_be_deleted_and_made_again()
    {
        var inbox = _folder.File("inbox");
        var arrived = Channel.CreateUnbounded<string>();
        Directory.CreateDirectory(inbox);
        await File.WriteAllTextAsync(Path.Combine(inbox, "before"), "");
        await using var worker = new FolderWorker(folder: inbox, arrived: name => arrived.Writer.TryWrite(name));
        await worker.StartAsync();
        Assert.Equal("before", await arrived.Reader.ReadAsync());
        await File.WriteAllTextAsync(Path.Combine(inbox, "one"), "");
        Assert.Equal("one", await arrived.Reader.ReadAsync());

        Directory.Delete(inbox, recursive: true);
        Directory.CreateDirectory(inbox);
        await File.WriteAllTextAsync(Path.Combine(inbox, "two"), "");
        Assert.Equal("two", await arrived.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        await worker.StopAsync();
    }

    [Fact]
    public async Task Timers_have_no_callback_beside_or_after_the_stop()
    {
        var inside = 0;
        var rung = new TaskCompletionSource();
        var ticked = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        await using var worker = new TimersWorker(tick: TickAsync, ring: Ring);
        await worker.StartAsync();
        await Task.WhenAll(rung.Task, ticked.Task);

        var stopping = worker.StopAsync();
        Assert.False(stopping.IsCompleted);
        go.SetResult();
        await stopping;
        Assert.Equal(0, inside);

        async Task TickAsync()
        {
            Interlocked.Increment(ref inside);
            ticked.TrySetResult();
            await go.Task;
            Interlocked.Decrement(ref inside);
        }

        void Ring()
        {
            Interlocked.Increment(ref inside);
            rung.TrySetResult();
            go.Task.Wait();
            Interlocked.Decrement(ref inside);
        }
    }

    [Fact]
    public async Task A_queue_is_fed_until_its_unit_drains_and_is_empty_at_the_end()
    {
        var taken = 0;
        var printed = new List<string>();
        var some = new TaskCompletionSource();
        await using var worker = new QueueWorker(print: PrintAsync, next: NextAsync);
        await worker.StartAsync();
        await some.Task;
        await worker.StopAsync();

        Assert.Equal(taken, printed.Count);

        async Task PrintAsync(string order)
        {
            await Task.Yield();
            printed.Add(order);
        }

        async Task<string> NextAsync(CancellationToken token)
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            if (++taken == 1_000)
                some.SetResult();

            return $"order {taken}";
        }
    }

    [Fact]
    public async Task A_child_ends_in_order()
    {
        var said = _folder.File("said");
        await using var worker =
            new ChildWorker(program: new ProcessStartInfo("bash",
                ["-c", $"trap 'echo bye > {said}; exit' TERM; touch {_folder.File("up")}; while true; do read -t 1 <> <(:); done"]));
        await worker.StartAsync();
        while (!File.Exists(_folder.File("up")))
            await Task.Yield();

        await worker.StopAsync();
        Assert.Equal("bye\n", await File.ReadAllTextAsync(said));
    }

    [Fact]
    public async Task A_child_that_dies_stops_the_worker()
    {
        await using var worker = new ChildWorker(program: new ProcessStartInfo("bash", ["-c", "exit 7"]));
        await worker.StartAsync();
        var failure = await Assert.ThrowsAnyAsync<LifecycleException>(() => worker.WaitAsync().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("bash ended with 7.", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_are_read_until_quit_and_a_stop_waits_for_no_line()
    {
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var input = new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle));
        var executed = new TaskCompletionSource<string>();
        await using var worker = new CommandsWorker(input: input, execute: line => executed.TrySetResult(line));
        await worker.StartAsync();
        await pipe.WriteAsync("go\n"u8.ToArray());
        Assert.Equal("go", await executed.Task);

        await worker.StopAsync();
        await pipe.WriteAsync("\n"u8.ToArray()); // Lets the read go.
    }

    private sealed class SlowExporter(List<string> exported) : BaseExporter<Activity>
    {
        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var activity in batch)
                exported.Add(activity.DisplayName);
            return ExportResult.Success;
        }
    }
}
