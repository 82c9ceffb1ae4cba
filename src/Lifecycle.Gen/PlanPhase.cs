using Lifecycle.Engine;

namespace Lifecycle;

/// <summary>A custom phase in its place in a worker's plan: nested ones are flattened, so it names the built-in phase that it comes before or after.</summary>
/// <param name="Id">The name in metadata of its attribute.</param>
/// <param name="Anchor">The first hook of the built-in phase, see <see cref="Runtime.Hook"/>.</param>
/// <param name="IsAfter">Whether it comes after that, and not before.</param>
/// <param name="Direction">The order over the units.</param>
internal sealed record PlanPhase(string Id, int Anchor, bool IsAfter, Direction Direction);
