using Lifecycle.Core.Collections;

namespace Lifecycle.Core.Units;

/// <summary>One hook of a unit.</summary>
/// <param name="Phase">When it runs.</param>
/// <param name="Step">Its index among the unit's hooks of that phase.</param>
/// <param name="Method">The name of the method, not escaped.</param>
/// <param name="Returns">What the method returns.</param>
/// <param name="TakesContext">Whether it takes an <c>IWorkerContext</c>.</param>
/// <param name="TakesToken">Whether it takes a <c>CancellationToken</c>.</param>
/// <param name="Call">How emitted code reaches it.</param>
/// <param name="BaseStep">With <see cref="HookCall.Forwarded"/>: its step in the base unit.</param>
/// <param name="Origin">The base class that declares it, as messages write it; <see langword="null"/> for the unit's own.</param>
/// <param name="Options">The options in the attribute.</param>
public sealed record HookModel(
    Phase Phase,
    int Step,
    string Method,
    HookReturn Returns,
    bool TakesContext,
    bool TakesToken,
    HookCall Call,
    int BaseStep,
    string? Origin,
    HookOptions Options)
{
    /// <summary>Its custom phase, where <see cref="Phase"/> is <see cref="Units.Phase.Custom"/>.</summary>
    public CustomHook? Custom { get; init; }

    /// <summary>What it takes before the context and the token.</summary>
    public EquatableArray<HookTake> Takes { get; init; } = [];
}

/// <summary>What a hook returns.</summary>
public enum HookReturn
{
    Nothing,
    Task,
    ValueTask,

    /// <summary>A <c>bool</c>, as only a health check does; that of a task needs no more than the task itself.</summary>
    Bool,

    /// <summary>An <c>IAsyncEnumerable&lt;T&gt;</c>: only a lifespan does.</summary>
    Iterator,
}

/// <summary>How emitted code reaches a hook.</summary>
public enum HookCall
{
    /// <summary>By its name.</summary>
    Direct,

    /// <summary>By <c>base.Name</c>, because a member of the same name hides it.</summary>
    Base,

    /// <summary>Through the invoke method of the base unit, which may call its private hooks.</summary>
    Forwarded,

    /// <summary>Through the contract of the Generic Host that it implements.</summary>
    Hosted,
}
