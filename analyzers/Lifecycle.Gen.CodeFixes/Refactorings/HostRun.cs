using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// The last statement of a program that runs a host. Without its hosted services the host would wait and do nothing: the program runs a worker instead,
/// which gets its inputs and the loggers from the host's container.
/// </summary>
/// <param name="statement">The statement.</param>
/// <param name="host">The host in it.</param>
/// <param name="worker">A free name for the worker.</param>
internal sealed class HostRun(ExpressionStatementSyntax statement, ExpressionSyntax host, string worker)
{
    private static readonly string[] s_names = ["App", "Server", "MainWorker"];

    /// <summary>The change that declares the worker.</summary>
    public Change Declaration => new(statement, "worker", (root, _) =>
    {
        var endOfLine = HookAttributes.EndOfLine(root);
        var last = root.GetLastToken();
        if (!last.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            root = root.ReplaceToken(last, last.WithTrailingTrivia(last.TrailingTrivia.Add(SyntaxFactory.EndOfLine(endOfLine))));
        var text = $"{endOfLine}[{HookAttributes.FullName("Worker")}]{endOfLine}internal sealed partial class {worker};{endOfLine}";
        var declaration = SyntaxFactory.ParseMemberDeclaration(text)!.WithAdditionalAnnotations(Simplifier.Annotation);
        return ((CompilationUnitSyntax)root).AddMembers(declaration);
    });

    /// <summary>
    /// The run of a host in top-level statements, in a program that registers the family and no other hosted service; <see langword="null"/> if there is
    /// none, or if the program has a worker.
    /// </summary>
    public static HostRun? Find(HostedFamily family, CancellationToken cancellationToken)
    {
        var registrations = HostedRegistrations.Find(family, cancellationToken).Where(registration => registration.IsHosted).ToList();
        foreach (var compilation in registrations.Select(registration => registration.Compilation).Distinct())
        {
            if (compilation.SyntaxTrees.FirstOrDefault(HasStatements) is not { } tree
                || StatementsOf(tree).LastOrDefault(IsStatement)?.Statement is not ExpressionStatementSyntax last
                || !LastStatements.CanReturn(last)
                || HostOf(last.Expression, compilation.GetSemanticModel(tree), cancellationToken) is not { } host
                || HasWorker(compilation.Assembly.GlobalNamespace)
                || Registrations(compilation, cancellationToken) > registrations.Count(registration => registration.Compilation == compilation)
                || Array.Find(s_names, name => compilation.GetSemanticModel(tree).LookupSymbols(last.SpanStart, name: name).IsEmpty) is not { } worker)
            {
                continue;
            }

            return new HostRun(last, host, worker);
        }

        return null;

        bool HasStatements(SyntaxTree tree) => StatementsOf(tree).Any();

        IEnumerable<GlobalStatementSyntax> StatementsOf(SyntaxTree tree) => tree.GetRoot(cancellationToken).ChildNodes().OfType<GlobalStatementSyntax>();
    }

    /// <summary>Replaces the statement; <see langword="null"/> if the declared worker has no generated members.</summary>
    public async Task<Solution?> ReplaceAsync(Solution original, Solution changed, CancellationToken cancellationToken)
    {
        if (original.GetDocument(statement.SyntaxTree) is not { } before
            || changed.GetDocument(before.Id) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || model.Compilation.GetTypeByMetadataName(worker) is not { } type
            || type.GetMembers("RunAsync").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic) is not { } run)
        {
            return null;
        }

        var now = root.DescendantNodes().OfType<ExpressionStatementSyntax>().Last(one => SyntaxFactory.AreEquivalent(one, statement));
        var name = host is IdentifierNameSyntax ? host.ToString() : "host";
        var arguments = run.Parameters.Where(parameter => !parameter.IsOptional)
            .Select(parameter => $"{parameter.Name}: {Service(name, parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))}").ToList();
        var loggers = Service(name, "global::Microsoft.Extensions.Logging.ILoggerFactory");
        if (run.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "WorkerOptions") is { } options)
            arguments.Add($"{options.Name}: new global::Lifecycle.WorkerOptions {{ LoggerFactory = {loggers} }}");

        var text = $"return await {worker}.RunAsync({string.Join(", ", arguments)});";
        var statements = host is IdentifierNameSyntax ? [text] : new[] { $"using var {name} = {host.WithoutTrivia()};", text };
        var members = statements.Select((line, i) => (MemberDeclarationSyntax)SyntaxFactory.GlobalStatement(SyntaxFactory.ParseStatement(line)
            .WithLeadingTrivia(i == 0 ? now.GetLeadingTrivia() : [])
            .WithTrailingTrivia(i == statements.Length - 1 ? now.GetTrailingTrivia() : [SyntaxFactory.EndOfLine(HookAttributes.EndOfLine(root))])
            .WithAdditionalAnnotations(Simplifier.Annotation)));
        root = WithUsing(root.ReplaceNode(now.Parent!, members), name);
        document = await NameSimplifier.ReduceAsync(document.WithSyntaxRoot(root), cancellationToken).ConfigureAwait(false);
        return document.Project.Solution;
    }

    // Running a host disposes it, and with it the loggers that write what is left.
    private static SyntaxNode WithUsing(SyntaxNode root, string name)
    {
        var declaration = root.ChildNodes().OfType<GlobalStatementSyntax>().Select(global => global.Statement).OfType<LocalDeclarationStatementSyntax>()
            .FirstOrDefault(local => local.UsingKeyword.RawKind == 0 && local.Declaration.Variables is [var only] && only.Identifier.ValueText == name);
        return declaration is null
            ? root
            : root.ReplaceNode(declaration, declaration.WithoutLeadingTrivia()
                .WithUsingKeyword(SyntaxFactory.Token(declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, [SyntaxFactory.Space])));
    }

    private static bool IsStatement(GlobalStatementSyntax global) => global.Statement is not LocalFunctionStatementSyntax;

    private static string Service(string host, string type) =>
        $"global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<{type}>({host}.Services)";

    // `host` in `host.Run()` and `await host.RunAsync()`.
    private static ExpressionSyntax? HostOf(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        (expression is AwaitExpressionSyntax await ? await.Expression : expression) is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call
        && call.Expression is MemberAccessExpressionSyntax { Expression: var host }
        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol { Name: "Run" or "RunAsync" } method
        && method.ContainingType.Name == "HostingAbstractionsHostExtensions"
            ? host
            : null;

    private static bool HasWorker(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .Any(member => (member is INamedTypeSymbol type && Core.Extraction.RuntimeTypes.IsWorker(type)) || HasWorker(member));

    // By name: another registration may be of any class.
    private static int Registrations(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => IdentifiersIn.Tree(tree, cancellationToken).Overlaps(["AddHostedService", "IHostedService"]))
        .Sum(tree => tree.GetRoot(cancellationToken).DescendantTokens().Count(token => token.ValueText is "AddHostedService" or "IHostedService"
            && token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not null));
}
