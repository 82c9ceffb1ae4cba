using Lifecycle.Core.Findings;

namespace Lifecycle.Core.Units;

/// <summary>An <c>[Instance&lt;T&gt;("…")]</c> of a worker.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Name">The name of the instance.</param>
/// <param name="Subject">The attribute.</param>
public sealed record InstanceModel(TypeRef Unit, string Name, SubjectKey Subject);
