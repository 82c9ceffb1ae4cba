using System.Globalization;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>An observer that keeps the events.</summary>
internal sealed class EventLog(Action<WorkerEvent>? onEvent = null) : IWorkerObserver
{
    public List<WorkerEvent> Events { get; } = [];

    public void OnEvent(in WorkerEvent happening)
    {
        Events.Add(happening);
        onEvent?.Invoke(happening);
    }

    public IEnumerable<WorkerEvent> Of(WorkerEventKind kind) => Events.Where(happening => happening.Kind == kind);

    /// <summary>The states that a unit, or the worker, went through, each with the seconds that it lasted.</summary>
    public string StatesOf(string? unit) =>
        string.Join(", ", Of(WorkerEventKind.StateChanged).Where(happening => happening.Unit == unit)
            .Select(happening => string.Create(CultureInfo.InvariantCulture, $"{happening.From} {happening.Elapsed.TotalSeconds:0.#}")).Append(Last(unit)));

    private string Last(string? unit) => Of(WorkerEventKind.StateChanged).Last(happening => happening.Unit == unit).To.ToString();
}
