namespace Lifecycle.Engine;

/// <content>Extensions: made when the first one is entered or asked for.</content>
internal sealed partial class WorkerEngine
{
    private ExtensionRegistry? _extensions;

    public ExtensionRegistry Extensions => _extensions ?? Interlocked.CompareExchange(ref _extensions, new ExtensionRegistry(), comparand: null) ?? _extensions;
}
