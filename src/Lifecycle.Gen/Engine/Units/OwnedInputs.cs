using Lifecycle.Runtime;

namespace Lifecycle.Engine.Units;

/// <summary>
/// The inputs that a worker owns. They outlive its units, also those of a start that failed, because the next start takes them again. At the end of the
/// worker's life they get slots as if they were attached, so that limits, failures and reports of their disposal are those of units.
/// </summary>
internal sealed class OwnedInputs(UnitTable units)
{
    private readonly List<OwnedInput> _inputs = [];

    /// <summary>Adds an input; one that is owned already is disposed once all the same.</summary>
    public void Add(string name, object input)
    {
        if (!_inputs.Exists(owned => owned.Is(input)))
            _inputs.Add(new OwnedInput(name, input));
    }

    /// <summary>Hands all of them to the operation that begins now.</summary>
    public void AttachLocked()
    {
        var attached = units.Attached ??= new AttachedUnits(units);
        foreach (var input in _inputs)
            attached.AddLocked(input, name: null);
    }

    private sealed class OwnedInput(string name, object input) : IUnit, IAsyncDisposable
    {
        public bool Is(object other) => ReferenceEquals(input, other);

        public UnitDefinition Define() => new(name);

        public Task? InvokeAsync(int hook, in HookCall call) => hook == Hook.Describe ? call.Describe(0) : null;

        public ValueTask DisposeAsync()
        {
            if (input is IAsyncDisposable asynchronous)
                return asynchronous.DisposeAsync();

            ((IDisposable)input).Dispose();
            return default;
        }
    }
}
