using System.Composition;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes;

/// <summary>Binds a contract to one of several units on the worker, or names one of several instances: one action for each.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG1003BindUnit))]
[Shared]
public sealed class LCG1003BindUnit : GraphFix
{
    private protected override string RuleId => RuleIds.AmbiguousContract;

    private protected override async Task<IReadOnlyList<Remedy>> RemediesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // The worker, the contract and the units; empty for the default worker, which has no declaration to change.
        var targets = TargetsOf(diagnostic);
        if (targets.Length > 1 && targets[1][0] == '#')
            return await NameInstanceAsync(document, diagnostic, targets, cancellationToken).ConfigureAwait(false);

        if (targets.Length < 3
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || DeclaredWorker(compilation, targets[0], cancellationToken) is not var (type, mark))
        {
            return [];
        }

        var contract = targets[1];
        var units = targets.Skip(2).ToList();
        var decorators = units.FindAll(unit => Takes(compilation, unit, contract));
        List<Remedy> wrap = decorators.Count > 1 && decorators.Count == units.Count - 1 ? [Wrap(decorators, contract, type, mark)] : [];
        return [.. wrap, .. units.Select(unit => new Remedy(
            $"Use {Brief(unit)} for {Brief(contract)} in {type.Name}",
            $"bind {contract} to {unit}",
            new Change(mark, contract, (root, node) => AttributeRewrite.AddBeside(root, (AttributeSyntax)node, $"Bind<{contract}, {unit}>"))))];
    }

    /// <summary>What takes one of several instances names it: here at all parameters that are reported together.</summary>
    private static async Task<IReadOnlyList<Remedy>> NameInstanceAsync(
        Document document,
        Diagnostic diagnostic,
        string[] targets,
        CancellationToken cancellationToken)
    {
        var parameters = new List<ParameterSyntax>();
        foreach (var location in diagnostic.AdditionalLocations.Prepend(diagnostic.Location))
        {
            if (await PartAtAsync(document, location, cancellationToken).ConfigureAwait(false) is ParameterSyntax parameter)
                parameters.Add(parameter);
        }

        return [.. targets.Skip(1).Select(target => target.Substring(1)).Where(_ => parameters.Count > 0).Select(name => new Remedy(
            $"Take the instance {name}",
            $"take {name}",
            [.. parameters.Select(parameter => new Change(
                parameter,
                name,
                (root, node) => root.ReplaceNode(node, AttributeRewrite.AddInLine((ParameterSyntax)node, $"Instance(\"{name}\")"))))]))];
    }

    private static Remedy Wrap(List<string> decorators, string contract, INamedTypeSymbol worker, AttributeSyntax mark) => new(
        $"Wrap {Brief(contract)} in {string.Join(", then in ", decorators.Select(Brief))}, for all in {worker.Name}",
        $"wrap {contract}",
        new Change(mark, contract, (root, node) =>
            AttributeRewrite.AddBeside(root, (AttributeSyntax)node, [.. decorators.Select(unit => $"Decorate<{contract}, {unit}>")])));

    private static bool Takes(Compilation compilation, string unit, string contract) =>
        compilation.GetSymbolsWithName(Brief(unit), SymbolFilter.Type)
            .OfType<INamedTypeSymbol>()
            .Any(type => TypeNames.KeyOf(type) == unit
                && ConstructorReader.Choose(type, out _) is { } constructor
                && constructor.Parameters.Any(parameter => TypeNames.KeyOf(parameter.Type) == contract));

    private static string Brief(string type) => Core.Units.TypeRef.Shorten(type);
}
