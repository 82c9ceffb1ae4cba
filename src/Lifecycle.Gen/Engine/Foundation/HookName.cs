namespace Lifecycle.Engine.Foundation;

/// <summary>A hook of a unit, as messages name it.</summary>
internal sealed class HookName(string unit, string? hook, int phase)
{
    public void Deconstruct(out string ofUnit, out string? name, out int inPhase)
    {
        ofUnit = unit;
        name = hook;
        inPhase = phase;
    }
}
