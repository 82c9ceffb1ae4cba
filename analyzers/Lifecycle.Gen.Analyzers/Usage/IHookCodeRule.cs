using Lifecycle.Analyzers.Flow;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule on the code that the hooks of one class run.</summary>
internal interface IHookCodeRule
{
    DiagnosticDescriptor Descriptor { get; }

    void Check(HookCode code, Action<Diagnostic> report);
}
