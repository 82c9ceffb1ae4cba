using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Lifecycle.Watch;

namespace Lifecycle.Tool.Tests;

/// <summary>The tool and a worker of this process, which has opened a socket.</summary>
[UnsupportedOSPlatform("windows"), Collection(nameof(RuntimeFolder))]
public sealed class RunningTests(RuntimeFolder folder)
{
    private readonly string _process = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Workers_are_listed_looked_at_and_acted_on()
    {
        Assert.StartsWith("No worker of this user has a socket.", (await ToolRun.OfAsync("ps")).Output, StringComparison.Ordinal);

        await using var worker = new Everything(firstName: "1", secondName: "2", wanted: true);
        await worker.StartAsync();
        await using (var socket = WorkerSocket.Listen(worker, allowActions: true))
        {
            var list = await ToolRun.OfAsync("ps");
            Assert.Equal(0, list.ExitCode);
            Assert.Matches(@"^ +PID  WORKER +STATE +HEALTH +UNITS UP\n", list.Output);
            Assert.EndsWith($" {_process}  Lifecycle.Tool.Tests.Everything  Started   Ready     6 of 7\n", list.Output, StringComparison.Ordinal);

            var stop = await ToolRun.OfAsync("stop", _process, "Warmed");
            Assert.Equal((0, "Lifecycle.Tool.Tests.Everything: stop Lifecycle.Tool.Tests.Warmed done.\n"), (stop.ExitCode, stop.Output));
            Assert.Equal(UnitState.Stopped, worker.Units.Single(unit => unit.Id.EndsWith(".Warmed", StringComparison.Ordinal)).State);
            Assert.Equal(0, (await ToolRun.OfAsync("start", _process, "Lifecycle.Tool.Tests.Later")).ExitCode);
            Assert.Equal(UnitState.Started, worker.Units.Single(unit => unit.Id.EndsWith(".Later", StringComparison.Ordinal)).State);
            Assert.Equal(0, (await ToolRun.OfAsync("reload", _process)).ExitCode);

            var fault = await ToolRun.OfAsync("stop", _process, "Nothing");
            Assert.Equal(2, fault.ExitCode);
            Assert.StartsWith("Lifecycle.Tool.Tests.Everything has no unit 'Nothing'. Its units: ", fault.Error, StringComparison.Ordinal);
            fault = await ToolRun.OfAsync("watch", "1");
            Assert.True(fault.ExitCode == 2 && fault.Error.StartsWith("Process 1 has no worker with a socket: ", StringComparison.Ordinal), fault.ToString());
            Assert.True(File.Exists(socket.Path));
        }

        Assert.StartsWith("No worker of this user has a socket.", (await ToolRun.OfAsync("ps")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_is_watched_until_it_ends()
    {
        var log = new WorkerEventLog();
        await using var worker = new Chain(new WorkerOptions { Observer = log });
        await worker.StartAsync();
        var socket = WorkerSocket.Listen(worker, allowActions: true, log);
        using var watch = ToolRun.Start("watch", _process);
        await ReadUntilAsync(watch, "Lifecycle.Tool.Tests.Chain: Started, Ready");
        await ReadUntilAsync(watch, "Lifecycle.Tool.Tests.Second: Started");
        Assert.Equal(0, (await ToolRun.OfAsync("stop", _process)).ExitCode);
        await ReadUntilAsync(watch, "Lifecycle.Tool.Tests.Chain: Started -> Stopping");
        await ReadUntilAsync(watch, "Lifecycle.Tool.Tests.Chain: Stop ended");
        await socket.DisposeAsync();
        await ReadUntilAsync(watch, "Lifecycle.Tool.Tests.Chain has ended.");
        await watch.WaitForExitAsync();
        Assert.Equal(0, watch.ExitCode);
    }

    [Fact]
    public async Task Without_leave_the_tool_only_looks()
    {
        await using var worker = new OneUnit();
        await worker.StartAsync();
        await using var socket = WorkerSocket.Listen(worker);
        var run = await ToolRun.OfAsync("stop", _process);
        Assert.Equal((2, "The program allows no actions: WorkerSocket.Listen(worker, allowActions: true) does.\n"), (run.ExitCode, run.Error));
        Assert.Equal(UnitState.Started, worker.State);
    }

    [Fact]
    public async Task Two_workers_of_a_process_are_told_apart_by_name()
    {
        await using var one = new OneUnit();
        await using var two = new TwoUnits();
        await one.StartAsync();
        await two.StartAsync();
        await using var first = WorkerSocket.Listen(one, allowActions: true);
        await using var second = WorkerSocket.Listen(two, allowActions: true);
        var run = await ToolRun.OfAsync("reload", _process);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("with --worker: Lifecycle.Tool.Tests.OneUnit | Lifecycle.Tool.Tests.TwoUnits.", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ToolRun.OfAsync("reload", _process, "--worker", "TwoUnits")).ExitCode);
    }

    [Fact]
    public async Task A_folder_that_others_may_use_is_refused_and_the_own_is_for_the_user_alone()
    {
        await using var worker = new OneUnit();
        await using (WorkerSocket.Listen(worker))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Folder).UnixFileMode);

        var mode = new DirectoryInfo(Folder).UnixFileMode;
        File.SetUnixFileMode(Folder, mode | UnixFileMode.OtherWrite);
        Assert.Contains("set its mode to 700", Assert.Throws<IOException>(() => WorkerSocket.Listen(worker)).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(Folder, mode);
    }

    [Fact]
    public async Task What_a_process_left_behind_is_no_worker()
    {
        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Folder, "1.1.sock")));

        Assert.StartsWith("No worker of this user has a socket.", (await ToolRun.OfAsync("ps")).Output, StringComparison.Ordinal);
    }

    private string Folder => Path.Combine(folder.Location, "lifecycle-gen");

    private static async Task ReadUntilAsync(Process process, string line)
    {
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60)) is { } next)
        {
            lines.Add(next);
            if (next == line)
                return;
        }

        Assert.Fail($"There is no '{line}' in:\n{string.Join('\n', lines)}");
    }
}
