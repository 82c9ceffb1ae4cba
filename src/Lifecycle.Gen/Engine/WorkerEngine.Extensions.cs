namespace Lifecycle.Engine;

/// <content>
/// Extensions: made when the first one is entered or asked for. Those of the plan are entered by generated code and stay as long as their instances; an attached
/// unit is offered only while it can do its work, from its startup until the operation begins that takes it down, because no edge makes who uses the list wait for it.
/// </content>
internal sealed partial class WorkerEngine
{
    private ExtensionRegistry? _extensions;

    public ExtensionRegistry Extensions => _extensions ?? Interlocked.CompareExchange(ref _extensions, new ExtensionRegistry(), comparand: null) ?? _extensions;

    /// <summary>A unit has started: if it is an attached one, lists show it. Under the lock.</summary>
    private void OfferExtension(int slot)
    {
        if (slot >= Worker.Plan.Count)
            Extensions.Attach(_units[slot], Define(slot).Priority, slot);
    }

    /// <summary>The attached units that the operation takes down leave the lists before anything else happens to them. Under the lock.</summary>
    private void WithdrawExtensions()
    {
        for (var slot = Worker.Plan.Count; slot < _slots.Length; slot++)
        {
            if (_units[slot] is { } unit && (!_selective || IsSelected(ref _slots[slot])))
                Extensions.Remove(unit);
        }
    }
}
