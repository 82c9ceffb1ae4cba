namespace Lifecycle.Engine;

/// <summary>Where a hook belongs, as messages name it.</summary>
internal sealed class HookPlace(string unit, string? hook, int phase)
{
    public void Deconstruct(out string ofUnit, out string? name, out int inPhase)
    {
        ofUnit = unit;
        name = hook;
        inPhase = phase;
    }
}
