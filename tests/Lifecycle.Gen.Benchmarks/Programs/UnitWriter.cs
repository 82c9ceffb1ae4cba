using System.Text;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes the unit classes of a program. All peers get the same constructors, fields and bodies of hooks.</summary>
internal static class UnitWriter
{
    /// <summary>All units as one file.</summary>
    public static string Write(ProgramSpec spec, Graph graph) => $"{spec.Program!.Usings}\nnamespace Measured;\n" + string.Concat(WriteEach(spec, graph));

    /// <summary>The text of each class.</summary>
    public static string[] WriteEach(ProgramSpec spec, Graph graph) => [.. spec.Declared(graph).Select(unit => Write(spec, graph, unit))];

    /// <summary>An expression that makes one unit from variables named <c>u0</c>, <c>u1</c>, …</summary>
    public static string Construction(ProgramSpec spec, Graph graph, int unit) =>
        $"new U{unit}({(TakesDependencies(spec) ? string.Join(", ", graph.Dependencies[unit].Select(dependency => $"u{dependency}")) : "")})";

    /// <summary>The hook of a peer that has no asynchronous ones: it blocks.</summary>
    public static string BlockingHook(ProgramSpec spec, Graph graph, int unit, string direction) => spec.Hooks switch
    {
        HookKind.Synchronous => " { }",
        HookKind.Timed => Hook(spec, graph, unit, direction)[2].TrimEnd(';') + ".GetAwaiter().GetResult();",
        _ => throw new NotSupportedException("It has no hooks that go on later."),
    };

    /// <summary>A hook: what it returns, what it takes, and what it does.</summary>
    public static string[] Hook(ProgramSpec spec, Graph graph, int unit, string direction) => spec.Hooks switch
    {
        HookKind.Synchronous => ["void", "", " { }"],
        HookKind.Asynchronous => ["async Task", "CancellationToken token", " { await Task.Yield(); }"],
        _ => ["Task", "CancellationToken token",
            $" => Journal.{direction}({unit}, {graph.Milliseconds[unit]}, [{string.Join(", ", graph.Dependencies[unit])}]);"],
    };

    private static bool TakesDependencies(ProgramSpec spec) => spec.Program is { TakesDependencies: true };

    private static string Write(ProgramSpec spec, Graph graph, int unit)
    {
        var peer = spec.Program!;
        var text = new StringBuilder();
        var dependencies = peer.TakesDependencies ? graph.Dependencies[unit] : [];
        var parameters = string.Join(", ", dependencies.Select(dependency => $"U{dependency} d{dependency}"));
        text.Append($"\n{peer.UnitKind} U{unit}({parameters}){peer.Contract}\n{{\n");
        foreach (var dependency in dependencies)
            text.Append($"    public U{dependency} D{dependency} {{ get; }} = d{dependency};\n");

        return text.Append(peer.Hooks(spec, graph, unit)).Append("}\n").ToString();
    }
}
