using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Lifecycle.CodeFixes;

/// <summary>Marks the only class that provides an input as a unit.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1006AddUnit))]
[Shared]
public sealed class LCG1006AddUnit : GraphFix
{
    private protected override string RuleId => RuleIds.ForgottenUnit;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        if (compilation is null
            || TargetsOf(diagnostic) is not { Length: 1 } targets
            || PlainClass(compilation.Assembly.GetTypeByMetadataName(targets[0]), cancellationToken) is not { } type)
        {
            return [];
        }

        return [new Remedy($"Mark {type.Identifier.ValueText} with [Unit]", "add [Unit]", Change.MarkAsUnit(type, compilation, cancellationToken))];
    }
}
