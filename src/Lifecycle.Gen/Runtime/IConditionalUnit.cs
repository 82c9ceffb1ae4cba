using System.ComponentModel;

namespace Lifecycle.Runtime;

/// <summary>
/// How a worker evaluates the predicate of <see cref="UnitAttribute.EnabledBy"/>, which may be private: an explicit static member is not visible on the
/// class, and can be called from other assemblies. Implemented by generated code, never by hand.
/// </summary>
/// <typeparam name="TInputs">The parameters of the predicate: none as <see cref="ValueTuple"/>, one as itself, several as a tuple.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IConditionalUnit<TInputs>
{
    /// <summary>Evaluates the predicate.</summary>
    /// <param name="inputs">Its arguments.</param>
    /// <returns>Whether the worker has the unit.</returns>
    static abstract bool IsEnabled(TInputs inputs);
}
