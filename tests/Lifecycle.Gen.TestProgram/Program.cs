using System.Diagnostics;
using Lifecycle;

if (args[0] == "exit-handler-blocks")
    AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);

return await Worker.RunAsync(args[0]);

/// <summary>What <see cref="Scenario"/> needs: it is down last.</summary>
[Unit]
internal sealed partial class Base
{
    [OnStartup]
    private void Begin() => Console.WriteLine("base up");

    [OnShutdown]
    private void End() => Console.WriteLine("base down");
}

/// <summary>Does what the name says; the tests are in <c>Samples.Tests/Processes</c>.</summary>
[Unit]
internal sealed partial class Scenario(string name, Base below, IWorkerContext worker)
{
    [OnStartup]
    private void Begin()
    {
        GC.KeepAlive(below);
        switch (name)
        {
            case "start-fails":
                throw new InvalidOperationException("there is no disk");
            case "start-fails-with-much-to-say":
                throw new InvalidOperationException(new string('x', 1_000_000));
            case "start-fails-unreadable":
                throw new UnreadableException();
        }
    }

    [OnReady]
    private void Work()
    {
        Console.WriteLine($"up as {Environment.ProcessId}");
        switch (name)
        {
            case "stop-fails":
                worker.RequestStop();
                break;
            case "asks-for-42":
                worker.RequestStop(exitCode: 42);
                break;
            case "sets-7":
                Environment.ExitCode = 7;
                worker.RequestStop();
                break;
            case "signals-itself":
                using (var kill = Process.Start("/bin/kill", ["-TERM", $"{Environment.ProcessId}"]))
                    kill.WaitForExit();

                break;
        }
    }

    [OnShutdown]
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("stopping");
        if (name == "stops-slowly")
            await Task.Delay(TimeSpan.FromSeconds(0.7), cancellationToken);
        else if (name is "stops-never" or "exit-handler-blocks")
            await Task.Delay(Timeout.Infinite, cancellationToken);
        else if (name == "stop-fails")
            throw new InvalidOperationException("the disk is gone");
    }
}

/// <summary>As an exception whose message is in resources that a trimmed program has lost.</summary>
internal sealed class UnreadableException : Exception
{
    public override string Message => throw new InvalidOperationException("no resources");
}
