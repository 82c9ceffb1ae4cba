using System.Reflection.Metadata;

// Only for a runtime that applies updates: trimmed and native programs leave the attribute out.
[assembly: MetadataUpdateHandler(typeof(Lifecycle.Engine.Process.CodeUpdates))]

namespace Lifecycle.Engine.Process;

/// <summary>One worker that is reloaded when <c>dotnet watch</c> or a debugger has changed the code of the running process.</summary>
internal sealed class CodeUpdates : IDisposable
{
    private static readonly List<CodeUpdates> s_listeners = [];

    /// <summary>A worker that is never disposed must not stay for it.</summary>
    private readonly WeakReference<WorkerEngine> _engine;

    private CodeUpdates(WorkerEngine engine) => _engine = new WeakReference<WorkerEngine>(engine);

    public static IDisposable Listen(WorkerEngine engine)
    {
        var listener = new CodeUpdates(engine);
        lock (s_listeners)
        {
            s_listeners.RemoveAll(static other => !other._engine.TryGetTarget(out _));
            s_listeners.Add(listener);
        }

        return listener;
    }

    /// <summary>Called by the runtime after an update; the name is its convention.</summary>
    /// <param name="types">What has changed. A worker reads nothing from it: any method of a unit may depend on any type.</param>
    internal static void UpdateApplication(Type[]? types)
    {
        CodeUpdates[] listeners;
        lock (s_listeners)
            listeners = [.. s_listeners];

        foreach (var listener in listeners)
        {
            if (listener._engine.TryGetTarget(out var engine))
                engine.Commands.RequestReload();
        }
    }

    public void Dispose()
    {
        lock (s_listeners)
            s_listeners.Remove(this);
    }
}
