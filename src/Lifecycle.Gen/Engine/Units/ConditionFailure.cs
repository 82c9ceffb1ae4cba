namespace Lifecycle.Engine.Units;

/// <summary>Carries the exception of a condition out of the generated construction; it never leaves the engine.</summary>
internal sealed class ConditionFailure(int slot, Exception cause) : Exception(ExceptionText.MessageOf(cause), cause)
{
    public int Slot => slot;
}
