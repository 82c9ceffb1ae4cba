using System.Text;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes the unit classes of a program. All peers get the same constructors, fields and bodies of hooks.</summary>
internal static class UnitWriter
{
    /// <summary>All units as one file.</summary>
    public static string Write(ProgramSpec spec, Graph graph) => "namespace Measured;\n" + string.Concat(WriteEach(spec, graph));

    /// <summary>The text of each class.</summary>
    public static string[] WriteEach(ProgramSpec spec, Graph graph) => [.. Enumerable.Range(0, graph.Count).Select(unit => Write(spec, graph, unit))];

    /// <summary>An expression that makes one unit from variables named <c>u0</c>, <c>u1</c>, …</summary>
    public static string Construction(ProgramSpec spec, Graph graph, int unit) =>
        $"new U{unit}({(TakesDependencies(spec) ? string.Join(", ", graph.Dependencies[unit].Select(dependency => $"u{dependency}")) : "")})";

    // The host knows no dependencies: its services are made without them, in the order of registration, which is in its favour.
    private static bool TakesDependencies(ProgramSpec spec) => spec.Peer != Peer.Host;

    private static string Write(ProgramSpec spec, Graph graph, int unit)
    {
        var text = new StringBuilder();
        var dependencies = TakesDependencies(spec) ? graph.Dependencies[unit] : [];
        var parameters = string.Join(", ", dependencies.Select(dependency => $"U{dependency} d{dependency}"));
        var kind = spec.Peer switch
        {
            Peer.Ours => "[Lifecycle.Unit]\npublic sealed partial class",
            _ => "public sealed class",
        };
        var contract = spec.Peer switch
        {
            Peer.HandWritten => " : IPart",
            Peer.Host => " : Microsoft.Extensions.Hosting.IHostedService",
            _ => "",
        };
        text.Append($"\n{kind} U{unit}({parameters}){contract}\n{{\n");
        foreach (var dependency in dependencies)
            text.Append($"    public U{dependency} D{dependency} {{ get; }} = d{dependency};\n");

        var up = Hook(spec, graph, unit, "UpAsync");
        var down = Hook(spec, graph, unit, "DownAsync");
        if (spec.Peer == Peer.Ours)
        {
            text.Append($"    [Lifecycle.OnStartup] private {up[0]} Open({up[1]}){up[2]}\n");
            text.Append($"    [Lifecycle.OnShutdown] private {down[0]} Close({down[1]}){down[2]}\n");
            if (spec.Measure == Measure.FirstRun && unit == graph.Count - 1)
                text.Append("    [Lifecycle.Run] private Task MainAsync(CancellationToken stopping) => Program.StartedAsync(stopping);\n");
        }
        else
        {
            // An interface fixes the signature: what does nothing returns a completed task.
            var nothing = spec.Hooks == HookKind.Synchronous;
            text.Append($"    public {(nothing ? "Task" : up[0])} StartAsync(CancellationToken token){(nothing ? " => Task.CompletedTask;" : up[2])}\n");
            text.Append($"    public {(nothing ? "Task" : down[0])} StopAsync(CancellationToken token){(nothing ? " => Task.CompletedTask;" : down[2])}\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string[] Hook(ProgramSpec spec, Graph graph, int unit, string direction) => spec.Hooks switch
    {
        HookKind.Synchronous => ["void", "", " { }"],
        HookKind.Asynchronous => ["async Task", "CancellationToken token", " { await Task.Yield(); }"],
        _ => ["Task", "CancellationToken token",
            $" => Journal.{direction}({unit}, {graph.Milliseconds[unit]}, [{string.Join(", ", graph.Dependencies[unit])}]);"],
    };
}
