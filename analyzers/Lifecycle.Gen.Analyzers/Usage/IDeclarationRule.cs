using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule on the declaration of a class and its methods.</summary>
internal interface IDeclarationRule
{
    DiagnosticDescriptor Descriptor { get; }

    void Check(Declarations declarations, Action<Diagnostic> report);
}
