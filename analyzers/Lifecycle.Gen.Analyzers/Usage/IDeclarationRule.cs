using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule on what a class and its methods are declared as.</summary>
internal interface IDeclarationRule
{
    DiagnosticDescriptor Descriptor { get; }

    void Check(Declarations declarations, Action<Diagnostic> report);
}
