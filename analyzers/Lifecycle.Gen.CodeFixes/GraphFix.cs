using System.Collections.Immutable;
using Lifecycle.Analyzers;
using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Base of the fixes of findings about the graph: the change may be in another file than the report, and there may be alternatives.</summary>
public abstract class GraphFix : CodeFixProvider
{
    /// <summary>The rule that is fixed.</summary>
    private protected abstract string RuleId { get; }

    /// <summary>A further rule with the same fix.</summary>
    private protected virtual string? OtherRuleId => null;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => OtherRuleId is { } other ? [RuleId, other] : [RuleId];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var solution = context.Document.Project.Solution;
        foreach (var diagnostic in context.Diagnostics.Where(IsFixable))
        {
            foreach (var remedy in await RemediesAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(remedy.Title, token => ApplyAsync(solution, [remedy], token), KeyOf(remedy)), diagnostic);
        }
    }

    /// <summary>The remedies, the best first.</summary>
    private protected abstract Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);

    /// <summary>The attribute, parameter or type declaration at a location of a diagnostic.</summary>
    private protected static async Task<SyntaxNode?> PartAtAsync(Document document, Location location, CancellationToken cancellationToken)
    {
        // The analyzer may have run on another tree of the same file: the span counts, not the tree.
        var file = document.Project.GetDocument(location.SourceTree)
            ?? document.Project.Documents.FirstOrDefault(other => other.FilePath == location.SourceTree?.FilePath);
        var root = file is null ? null : await file.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        return root?.FullSpan.Contains(location.SourceSpan) is true
            ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true)
                .AncestorsAndSelf()
                .FirstOrDefault(node => node is AttributeSyntax or ParameterSyntax or BaseTypeDeclarationSyntax)
            : null;
    }

    /// <summary>The types that the rule named for its fix.</summary>
    private protected static string[] TargetsOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(GraphAnalyzer.Targets, out var targets) && targets is { Length: > 0 } ? targets.Split(';') : [];

    /// <summary>A worker that the project declares, with the attribute that others are written beside; <see langword="null"/> for the default worker.</summary>
    private protected static (INamedTypeSymbol Type, AttributeSyntax Mark)? DeclaredWorker(
        Compilation compilation,
        string name,
        CancellationToken cancellationToken) =>
        compilation.Assembly.GetTypeByMetadataName(name) is { } type
            && type.GetAttributes().FirstOrDefault(attribute => RuntimeTypes.LifecycleName(attribute) == "WorkerAttribute") is { } worker
            && worker.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is AttributeSyntax mark
            ? (type, mark)
            : null;

    /// <summary>The declaration of a class that could be a unit but is none yet; <see langword="null"/> for anything else.</summary>
    private protected static TypeDeclarationSyntax? PlainClass(INamedTypeSymbol? type, CancellationToken cancellationToken) =>
        type?.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellationToken))
            .OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(UnitRewrite.CanBeUnit);

    // `dotnet format` passes all diagnostics of the rule's analyzer to a fix, and no key if the first of them is of another rule.
    private bool IsFixable(Diagnostic diagnostic) => FixableDiagnosticIds.Contains(diagnostic.Id);

    // One key for both rules of a fix: `dotnet format` applies a fix once, with the key that the first diagnostic has.
    private string KeyOf(Remedy remedy) => $"{RuleId}: {remedy.Kind}";

    private static Task<Solution> ApplyAsync(Solution solution, IReadOnlyList<Remedy> remedies, CancellationToken cancellationToken) =>
        Change.ApplyAsync(solution, remedies.SelectMany(remedy => remedy.Changes), cancellationToken);

    /// <summary>One alternative.</summary>
    /// <param name="Title">The title.</param>
    /// <param name="Kind">The kind of change that "fix all" repeats.</param>
    /// <param name="Changes">The changes.</param>
    private protected sealed record Remedy(string Title, string Kind, params Change[] Changes);

    private sealed class All(GraphFix fix) : FixAllProvider
    {
        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var solution = fixAllContext.Solution;
            var remedies = new List<Remedy>();
            var key = fixAllContext.CodeActionEquivalenceKey;
            foreach (var diagnostic in (await DiagnosticsAsync(fixAllContext).ConfigureAwait(false)).Where(fix.IsFixable))
            {
                if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document)
                    continue;

                var offered = await fix.RemediesAsync(document, diagnostic, fixAllContext.CancellationToken).ConfigureAwait(false);
                if (offered.FirstOrDefault(remedy => key is null || fix.KeyOf(remedy) == key) is { } remedy)
                    remedies.Add(remedy);
            }

            return remedies.Count == 0 ? null : CodeAction.Create(remedies[0].Title, token => ApplyAsync(solution, remedies, token), key);
        }

        private static async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync(FixAllContext context)
        {
            switch (context.Scope)
            {
                case FixAllScope.Document when context.Document is { } document:
                    return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                case FixAllScope.Project:
                    return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
                case FixAllScope.Solution:
                    var all = new List<Diagnostic>();
                    foreach (var project in context.Solution.Projects)
                        all.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                    return all;
                default:
                    return [];
            }
        }
    }
}
