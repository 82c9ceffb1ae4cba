using System.ComponentModel;
using Lifecycle.Engine;
using Lifecycle.Runtime;

namespace Lifecycle;

/// <content>What generated code calls for units that have a condition; no other worker ever comes here.</content>
public abstract partial class LifecycleWorker
{
    /// <summary>Used by generated code: asks the condition of a unit, before any unit is constructed.</summary>
    /// <param name="slot">The place of the unit in the plan.</param>
    /// <param name="inputs">What the condition takes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Decide<TUnit, TInputs>(int slot, TInputs inputs)
        where TUnit : IConditionalUnit<TInputs>
    {
        bool isEnabled;
        try
        {
            isEnabled = TUnit.IsEnabled(inputs);
        }
        catch (Exception e)
        {
            throw new ConditionFailure(slot, e);
        }

        _engine.Decide(slot, typeof(TUnit), isEnabled);
    }

    /// <summary>Used by generated code: what the condition of a unit said.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected bool IsEnabled(int slot) => _engine.IsEnabled(slot);

    /// <summary>Used by generated code: the unit in one place of the plan, or nothing where its condition said no.</summary>
    /// <exception cref="InvalidOperationException">The units do not exist, because the worker was not started yet or its last start failed.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected TUnit? FindUnit<TUnit>(int slot)
        where TUnit : class => _engine.IsEnabled(slot) ? _engine.GetUnit<TUnit>(slot) : null;

    /// <summary>Used by generated code: a unit as part of a list, unless its condition said no.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected static TUnit[] Present<TUnit>(TUnit? unit)
        where TUnit : class => unit is null ? [] : [unit];
}
