using System.Diagnostics;
using System.Globalization;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A process of a fleet, as the one that started it sees it.</summary>
internal sealed class Replica : IDisposable
{
    private static readonly Lock s_lock = new();

    private readonly Process _process;
    private readonly JournalReader _journal;

    private Replica(Process process, string folder)
    {
        _process = process;
        Id = process.Id;
        _journal = new JournalReader(Path.Combine(folder, $"{Id}.journal"), Id);
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public bool IsPaused { get; private set; }

    public static Replica Start(string store, string folder, LeaseOptions options) => Start(
        folder,
        [
            typeof(Replica).Assembly.Location, "replica", store, folder, options.DurationSeconds.ToString(CultureInfo.InvariantCulture),
            options.StopSeconds.ToString(CultureInfo.InvariantCulture), options.RetrySeconds.ToString(CultureInfo.InvariantCulture),
            options.OnLost.ToString(),
        ]);

    /// <summary>Starts a .NET program that writes a journal into a folder.</summary>
    /// <param name="folder">Where its journal is, and what it prints.</param>
    /// <param name="arguments">The program and its arguments.</param>
    public static Replica Start(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = new Process { StartInfo = start };
        var errors = Path.Combine(folder, "errors");
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.OutputDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new Replica(process, folder);
    }

    /// <summary>This process is one of a fleet.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = new LeaseOptions
        {
            DurationSeconds = double.Parse(args[3], CultureInfo.InvariantCulture),
            StopSeconds = double.Parse(args[4], CultureInfo.InvariantCulture),
            RetrySeconds = double.Parse(args[5], CultureInfo.InvariantCulture),
            OnLost = Enum.Parse<LeaseLoss>(args[6]),
        };
        return await Worker.RunAsync(journal: args[2], leaseStore: await Stores.OpenAsync(args[1]), leaseOptions: options);
    }

    public void Signal(int signal)
    {
        if (_process.HasExited)
            return;

        Signals.Send(_process.Id, signal);
        IsPaused = signal == Signals.Stop || (IsPaused && signal != Signals.Continue);
    }

    /// <summary>What it has written so far.</summary>
    public IReadOnlyList<Entry> Read() => _journal.Read();

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Keep(string file, string? line)
    {
        if (line is null)
            return;

        lock (s_lock)
            File.AppendAllText(file, line + "\n");
    }
}
