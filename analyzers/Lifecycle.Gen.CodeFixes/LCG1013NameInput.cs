using System.Composition;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Gives one of the units that share an input one of its own, by an attribute of the worker; or says there that they share it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1013NameInput))]
[Shared]
public sealed class LCG1013NameInput : GraphFix
{
    private protected override string RuleId => RuleIds.SharedInput;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // The worker, the units, the parameter, and a name for each unit; empty for the default worker, which has no declaration to change.
        var targets = TargetsOf(diagnostic);
        if (targets.Length < 6
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DeclaredWorker(compilation, targets[0], cancellationToken) is not var (type, mark))
        {
            return [];
        }

        var count = (targets.Length - 2) / 2;
        var parameter = targets[1 + count];
        var separate = Enumerable.Range(0, count).Reverse().Select(i => Add(
            $"Give {TypeRef.Shorten(targets[1 + i])} an input of its own in {type.Name}: {targets[2 + count + i]}",
            $"own {targets[1 + i]} {parameter}",
            $"Input<{targets[1 + i]}>(\"{parameter}\", Name = \"{targets[2 + count + i]}\")"));
        var share = Add($"Say in {type.Name} that they share it", "share", $"Input<{targets[count]}>(\"{parameter}\")");
        return [.. separate, share];

        Remedy Add(string title, string kind, string attribute) => new(
            title,
            kind,
            new Change(mark, attribute, (root, node) => AttributeRewrite.AddBeside(root, (AttributeSyntax)node, attribute)));
    }
}
