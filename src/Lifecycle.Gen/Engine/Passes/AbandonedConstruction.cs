using Lifecycle.Engine.Foundation;

namespace Lifecycle.Engine.Passes;

/// <summary>Has a thread go on with an operation whose construction was abandoned.</summary>
internal sealed class AbandonedConstruction(EngineEvents events) : IThreadPoolWorkItem
{
    public void Execute() => events.ConstructionAbandoned();
}
