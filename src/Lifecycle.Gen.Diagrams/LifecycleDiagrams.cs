using Lifecycle.Drawing;

namespace Lifecycle;

/// <summary>Pictures of workers as SVG. Their colours follow the reader's choice of light or dark, and every shape has its data as text.</summary>
public static class LifecycleDiagrams
{
    /// <summary>
    /// The plan as a graph in layers, from left to right in the order of the start: an arrow leads from a unit to one that it waits for. Dashed units have a
    /// condition, dotted ones are started on request. Dependencies that follow from others have no arrow; the text beside the pointer names them all.
    /// </summary>
    /// <param name="plan">The plan, of a worker that need not be started.</param>
    /// <returns>An SVG document, the same for the same plan.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="plan"/> is <see langword="null"/>.</exception>
    public static string ToSvg(this WorkerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PlanDrawing.Draw(plan);
    }

    /// <summary>
    /// The timeline of a start, a row for each phase and each unit: how long the unit waited for what it depends on, how long its own hooks took, and the
    /// critical chain.
    /// </summary>
    /// <param name="report">The record, from <see cref="LifecycleWorker.StartupReport"/>.</param>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is <see langword="null"/>.</exception>
    public static string ToSvg(this StartupReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return TimelineDrawing.Draw(report);
    }
}
