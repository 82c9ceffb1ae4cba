using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers;

/// <summary>
/// What is wrong with the units of one compilation, by the type that it is reported at. Made when the first type is looked at, and
/// then shared by all.
/// </summary>
internal sealed class LifecycleSnapshot(Compilation compilation)
{
    private readonly object _gate = new();
    private ILookup<string, Finding>? _findings;

    /// <summary>The findings to report at a type or namespace, by its name in metadata.</summary>
    public IEnumerable<Finding> At(string name, CancellationToken cancellationToken)
    {
        // Not a Lazy: it would keep the exception of a cancelled reading for good.
        lock (_gate)
            _findings ??= CompilationUnits.Read(compilation, cancellationToken).Findings(new Surroundings(compilation, cancellationToken)).ToLookup(finding => finding.ReportedAt.Type, StringComparer.Ordinal);
        return _findings[name];
    }
}
