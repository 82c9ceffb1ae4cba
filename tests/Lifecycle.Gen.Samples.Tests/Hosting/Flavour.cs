using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Lifecycle.Samples.Tests.Hosting;

/// <summary>How a sample was compiled. Every end-to-end test runs in both ways.</summary>
public enum Flavour
{
    Jit,
    Native,
}

/// <summary>Runs a test once per flavour, with further arguments after it.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachFlavourAttribute(params object[] arguments) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = [.. Enum.GetValues<Flavour>().Select(flavour => new TheoryDataRow([flavour, .. arguments]))];
        return ValueTask.FromResult(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
