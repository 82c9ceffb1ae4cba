namespace Lifecycle.Benchmarks.Programs.Peers;

/// <summary>The part of a program in which the peers differ. What a member does not say is what a peer without opinions gets.</summary>
internal abstract class PeerProgram
{
    /// <summary>Lines of the project file: what the program refers to.</summary>
    public abstract string Items(ProgramSpec spec, Repository repository);

    /// <summary>The class <c>Subject</c>, an <c>ISubject</c> that is made with the name of a variant.</summary>
    public abstract string Subject(ProgramSpec spec, Graph graph);

    public virtual string Usings => "";

    /// <summary>How a class of a unit begins.</summary>
    public virtual string UnitKind => "public sealed class";

    /// <summary>What a unit derives from.</summary>
    public virtual string Contract => " : IPart";

    /// <summary>Whether a unit takes others in its constructor.</summary>
    public virtual bool TakesDependencies => true;

    /// <summary>A statement of an async method that builds, starts, runs and stops the program, by signals and all.</summary>
    public virtual string RunOnce => throw new NotSupportedException("Only its cycles are measured.");

    /// <summary>The hooks of a unit. An interface fixes their signature: what does nothing returns a completed task.</summary>
    public virtual string Hooks(ProgramSpec spec, Graph graph, int unit)
    {
        var up = UnitWriter.Hook(spec, graph, unit, "UpAsync");
        var down = UnitWriter.Hook(spec, graph, unit, "DownAsync");
        var nothing = spec.Hooks == HookKind.Synchronous;
        return $"    public {(nothing ? "Task" : up[0])} StartAsync(CancellationToken token){(nothing ? " => Task.CompletedTask;" : up[2])}\n"
            + $"    public {(nothing ? "Task" : down[0])} StopAsync(CancellationToken token){(nothing ? " => Task.CompletedTask;" : down[2])}\n";
    }

    /// <summary>What makes one unit after another, in variables named <c>u0</c>, <c>u1</c>, …, and with each does something more.</summary>
    protected static string ConstructAll(ProgramSpec spec, Graph graph, Func<int, string> then) =>
        string.Concat(Enumerable.Range(0, graph.Count).Select(unit => $"        var u{unit} = {UnitWriter.Construction(spec, graph, unit)};\n{then(unit)}"));

    /// <summary>A line for each unit, in the order in which the program declares them.</summary>
    protected static string ForEach(ProgramSpec spec, Graph graph, Func<int, string> line) =>
        string.Concat(spec.Declared(graph).Select(unit => $"        {line(unit)}\n"));
}
