namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>Depends on the units of these ids, as generated code does on types.</summary>
internal sealed class Named(string id, Journal journal, string needs) : TestUnit(id, journal), INamedNeeds
{
    bool INamedNeeds.Needs(object unit, string id) => needs.Split(' ').Contains(((TestUnit)unit).Id, StringComparer.Ordinal);
}
