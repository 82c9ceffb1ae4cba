using System.Composition;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Declares a worker of another name, at the end of the file with the type that has the name of the default worker.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG5003DeclareWorker))]
[Shared]
public sealed class LCG5003DeclareWorker : GraphFix
{
    private static readonly string[] s_names = ["App", "Server", "MainWorker"];

    private protected override string RuleId => RuleIds.WorkerNameTaken;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await PartAtAsync(document, diagnostic.Location, cancellationToken).ConfigureAwait(false) is not BaseTypeDeclarationSyntax type
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || s_names.FirstOrDefault(name => model.LookupSymbols(type.SpanStart, name: name).IsEmpty) is not { } free)
        {
            return [];
        }

        return [new Remedy($"Declare a worker of your own, {free}", "declare a worker", new Change(type, "worker", (root, _) => Add(root, free)))];
    }

    private static SyntaxNode Add(SyntaxNode root, string name)
    {
        var endOfLine = HookAttributes.EndOfLine(root);
        var worker = SyntaxFactory.ParseMemberDeclaration($"[Worker]{endOfLine}internal sealed partial class {name};{endOfLine}")!
            .WithLeadingTrivia(SyntaxFactory.EndOfLine(endOfLine));
        var last = root.GetLastToken();
        // The file may end without a line break.
        if (!last.TrailingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            root = root.ReplaceToken(last, last.WithTrailingTrivia(last.TrailingTrivia.Add(SyntaxFactory.EndOfLine(endOfLine))));
        var around = root.DescendantNodes(node => node is CompilationUnitSyntax).OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault();
        return around is null ? ((CompilationUnitSyntax)root).AddMembers(worker) : root.ReplaceNode(around, around.AddMembers(worker));
    }
}
