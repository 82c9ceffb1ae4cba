using System.Composition;
using Lifecycle.Analyzers;
using Lifecycle.Analyzers.Usage;
using Lifecycle.Core.Findings;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes;

/// <summary>
/// Releases what a startup hook acquired: at the end of the existing hook of the counterpart phase, or of the drain where a background hook waits for it, or
/// in a new one after the startup hook.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LCG4007AddShutdown))]
[Shared]
public sealed class LCG4007AddShutdown : LifecycleCodeFix
{
    private protected override string RuleId => RuleIds.Unreleased;

    private protected override async Task<Fix?> FixAsync(Document document, SyntaxNode reported, CancellationToken cancellationToken)
    {
        if (reported is not AssignmentExpressionSyntax assignment
            || reported.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } method
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || KnownSymbols.In(model.Compilation) is not { } types
            || model.GetDeclaredSymbol(method, cancellationToken) is not IMethodSymbol caller
            || ReleaseOf(assignment, model, cancellationToken) is not var (statement, isAsync))
        {
            return null;
        }

        var started = types.PhaseOf(caller)?.Phase ?? Phase.OnStartup;
        var phase = HookCodeReader.Around(reported, model, types, cancellationToken) is { } code
            && model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is { } acquired
            ? LCG4007Unreleased.ReleaseOf(acquired, started, code)
            : LCG4007Unreleased.CounterpartOf(started);
        var root = await reported.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var endOfLine = HookAttributes.EndOfLine(root);
        var indent = HookAttributes.IndentOf(method);
        var existing = type.Members.OfType<MethodDeclarationSyntax>().FirstOrDefault(member =>
            model.GetDeclaredSymbol(member, cancellationToken) is IMethodSymbol symbol && types.PhaseOf(symbol)?.Phase == phase && CanTake(member, isAsync));
        if (existing is not null)
        {
            var last = SyntaxFactory.ParseStatement(statement)
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indent + "    "))
                .WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine));
            return new Fix("Release it", () => document.WithSyntaxRoot(root.ReplaceNode(existing, existing.AddBodyStatements(last))));
        }

        if (FreeName(caller.ContainingType, isAsync ? "CloseAsync" : "Close", isAsync ? "ReleaseAsync" : "Release") is not { } name)
            return null;

        // A hook of a base class is called by the derived unit.
        var access = KnownSymbols.IsUnitOrWorker(caller.ContainingType) ? "private" : "protected";
        var lines = new[]
        {
            $"{access} {(isAsync ? "async System.Threading.Tasks.Task" : "void")} {name}()",
            "{",
            "    " + statement,
            "}",
        };
        var hook = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(string.Join(endOfLine + indent, lines))!;
        if (isAsync)
            hook = hook.WithReturnType(hook.ReturnType.WithAdditionalAnnotations(Simplifier.Annotation));
        hook = HookAttributes.Mark(hook.WithLeadingTrivia(SyntaxFactory.Whitespace(indent)), phase, endOfLine);
        hook = hook.WithLeadingTrivia(hook.GetLeadingTrivia().Insert(0, SyntaxFactory.EndOfLine(endOfLine)))
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine));
        return new Fix("Release it", () => document.WithSyntaxRoot(root.InsertNodesAfter(method, [hook])));
    }

    // The statement that releases it, and whether it awaits.
    private static (string Statement, bool IsAsync)? ReleaseOf(AssignmentExpressionSyntax assignment, SemanticModel model, CancellationToken cancellationToken)
    {
        if (assignment.IsKind(SyntaxKind.AddAssignmentExpression))
        {
            // Another lambda of the same text is another handler.
            return model.GetSymbolInfo(assignment.Right, cancellationToken).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary }
                ? ($"{assignment.Left.WithoutTrivia()} -= {assignment.Right.WithoutTrivia()};", false)
                : null;
        }

        if (model.GetTypeInfo(assignment.Left, cancellationToken).Type is not { } type)
            return null;

        var field = assignment.Left.WithoutTrivia().ToString();
        var access = type.IsValueType ? "." : "?.";
        if (Has(type, "DisposeAsync", assignment, model))
            return (type.IsValueType ? $"await {field}.DisposeAsync();" : $"await ({field}?.DisposeAsync() ?? default);", true);

        return Has(type, "Dispose", assignment, model) ? ($"{field}{access}Dispose();", false) : null;
    }

    private static bool Has(ITypeSymbol type, string name, SyntaxNode at, SemanticModel model) =>
        model.LookupSymbols(at.SpanStart, type, name)
            .OfType<IMethodSymbol>()
            .Any(method => method is { IsStatic: false, Parameters.IsEmpty: true } && method.ReturnType.Name is "ValueTask" or "Void");

    private static bool CanTake(MethodDeclarationSyntax hook, bool isAsync)
    {
        var runsToItsEnd = hook.Body is { } body
            && !body.DescendantNodes().Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax)
            && body.ToString().IndexOf('\n') >= 0;
        return runsToItsEnd && (hook.Modifiers.Any(SyntaxKind.AsyncKeyword) || (!isAsync && AsyncRewrite.IsVoid(hook.ReturnType)));
    }

    private static string? FreeName(INamedTypeSymbol type, params string[] names)
    {
        return names.FirstOrDefault(name => !IsTaken(type, name));

        static bool IsTaken(INamedTypeSymbol? type, string name) => type is not null && (!type.GetMembers(name).IsEmpty || IsTaken(type.BaseType, name));
    }
}
