using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How a worker asks the predicate of <see cref="UnitAttribute.EnabledBy"/>, which may be private: an explicit static member adds nothing
/// that could be seen on the class, and works from other assemblies. Implemented by generated code, never by hand.
/// </summary>
/// <typeparam name="TInputs">What the predicate takes: nothing as <see cref="ValueTuple"/>, one value as itself, several as a tuple.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IConditionalUnit<TInputs>
{
    /// <summary>Asks the predicate.</summary>
    /// <param name="inputs">What it takes.</param>
    static abstract bool IsEnabled(TInputs inputs);
}
