using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>
/// The last statement of a program that runs a host. Without its hosted services the host would wait and do nothing: the program runs a worker instead,
/// which gets its inputs and the loggers from the host's container.
/// </summary>
/// <param name="end">The statement.</param>
/// <param name="worker">A free name for the worker.</param>
internal sealed class HostRun(ProgramEnd end, string worker)
{
    private static readonly string[] s_names = ["App", "Server", "MainWorker"];
    private static readonly string[] s_hosts = ["host", "genericHost"];

    // Hosts that do something without the services that are registered by name here.
    private static readonly string[] s_webHosts = ["ConfigureWebHostDefaults", "ConfigureWebHost", "UseStartup"];

    /// <summary>The change that declares the worker, behind everything else in the file.</summary>
    public Change Declaration => new(end.Expression, "worker", (root, expression) =>
    {
        var endOfLine = HookAttributes.EndOfLine(root);
        var space = expression.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>();
        var indent = space is NamespaceDeclarationSyntax ? HookAttributes.IndentOf(space) + HookAttributes.IndentUnit(root) : "";
        var text = $"{endOfLine}{indent}[{HookAttributes.FullName("Worker")}]{endOfLine}{indent}internal sealed partial class {worker};{endOfLine}";
        var declaration = SyntaxFactory.ParseMemberDeclaration(text)!.WithAdditionalAnnotations(Simplifier.Annotation);
        if (space is NamespaceDeclarationSyntax)
            return root.ReplaceNode(space, space.AddMembers(declaration));

        var last = root.GetLastToken();
        if (!last.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            root = root.ReplaceToken(last, last.WithTrailingTrivia(last.TrailingTrivia.Add(SyntaxFactory.EndOfLine(endOfLine))));
        return root.ChildNodes().OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault() is { } scoped
            ? root.ReplaceNode(scoped, scoped.AddMembers(declaration))
            : ((CompilationUnitSyntax)root).AddMembers(declaration);
    });

    /// <summary>
    /// The run of a host at the end of a program, in one that registers the family and no other hosted service; <see langword="null"/> if there is none, or
    /// if the program has a worker.
    /// </summary>
    public static HostRun? Find(HostedFamily family, CancellationToken cancellationToken)
    {
        var registrations = HostedRegistrations.Find(family, cancellationToken).Where(registration => registration.IsHosted).ToList();
        foreach (var compilation in registrations.Select(registration => registration.Compilation).Distinct())
        {
            if (ProgramEnd.Of(compilation, cancellationToken) is not { } end
                || !RunsHost(end.Expression, compilation.GetSemanticModel(end.File), cancellationToken)
                || HasWorker(compilation.Assembly.GlobalNamespace)
                || compilation.SyntaxTrees.Any(tree => IdentifiersIn.Tree(tree, cancellationToken).Overlaps(s_webHosts))
                || Registrations(compilation, cancellationToken) > registrations.Count(registration => registration.Compilation == compilation)
                || Array.Find(s_names, name => compilation.GetSemanticModel(end.File).LookupSymbols(end.Position, name: name).IsEmpty) is not { } worker)
            {
                continue;
            }

            return new HostRun(end, worker);
        }

        return null;
    }

    /// <summary>The changes of a family, and that of the program that runs nothing else, if there is one.</summary>
    public static async Task<Solution> ApplyAsync(
        Solution solution,
        HostedFamily family,
        IReadOnlyList<Change> changes,
        CancellationToken cancellationToken) =>
        Find(family, cancellationToken) is { } run
            && await Change.ApplyAsync(solution, [.. changes, run.Declaration], cancellationToken).ConfigureAwait(false) is var declared
            && await run.ReplaceAsync(solution, declared, cancellationToken).ConfigureAwait(false) is { } replaced
            ? replaced
            : await Change.ApplyAsync(solution, changes, cancellationToken).ConfigureAwait(false);

    /// <summary>Replaces the statement; <see langword="null"/> if the declared worker has no generated members.</summary>
    public async Task<Solution?> ReplaceAsync(Solution original, Solution changed, CancellationToken cancellationToken)
    {
        if (original.GetDocument(end.File) is not { } before
            || changed.GetDocument(before.Id) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || end.In(root) is not { } now
            || HostOf(now.Expression) is not { } host
            || NameOf(host, model.SyntaxTree, cancellationToken) is not { } name
            || model.Compilation.GetTypeByMetadataName(end.Namespace is { } space ? $"{space.Name}.{worker}" : worker) is not { } type
            || type.GetMembers("RunAsync").OfType<IMethodSymbol>().FirstOrDefault(method => method.IsStatic) is not { } run)
        {
            return null;
        }

        var arguments = run.Parameters.Where(parameter => !parameter.IsOptional)
            .Select(parameter => $"{parameter.Name}: {Service(name, parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))}").ToList();
        var loggers = Service(name, "global::Microsoft.Extensions.Logging.ILoggerFactory");
        if (run.Parameters.FirstOrDefault(parameter => parameter.Type.Name == "WorkerOptions") is { } options)
            arguments.Add($"{options.Name}: new global::Lifecycle.WorkerOptions {{ LoggerFactory = {loggers} }}");

        var text = $"return await {worker}.RunAsync({string.Join(", ", arguments)});";
        string[] statements = host is IdentifierNameSyntax ? [text] : [$"using var {name} = {host.WithoutTrivia()};", text];
        // Running a host disposes it, and with it the loggers that write what is left.
        if (host is IdentifierNameSyntax && now.DeclarationOf(name) is { UsingKeyword.RawKind: 0 } declaration)
        {
            root = root.ReplaceNode(declaration, declaration.WithoutLeadingTrivia()
                .WithUsingKeyword(SyntaxFactory.Token(declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, [SyntaxFactory.Space])));
            now = now.In(root)!;
        }

        root = now.Replace(root, statements);
        document = await NameSimplifier.ReduceAsync(document.WithSyntaxRoot(root), cancellationToken).ConfigureAwait(false);
        return document.Project.Solution;
    }

    private static string Service(string host, string type) =>
        $"global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<{type}>({host}.Services)";

    private static string? NameOf(ExpressionSyntax host, SyntaxTree tree, CancellationToken cancellationToken) => host is IdentifierNameSyntax
        ? host.ToString()
        : Array.Find(s_hosts, name => !IdentifiersIn.Tree(tree, cancellationToken).Contains(name));

    // `host.Run()`, `await host.RunAsync()` and `await builder.RunConsoleAsync()`.
    private static bool RunsHost(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken) =>
        HostOf(expression) is not null
        && model.GetSymbolInfo(Unawaited(expression), cancellationToken).Symbol is IMethodSymbol
        {
            ContainingType.Name: "HostingAbstractionsHostExtensions" or "HostingHostBuilderExtensions"
        };

    private static ExpressionSyntax? HostOf(ExpressionSyntax expression) => Unawaited(expression) is InvocationExpressionSyntax
    {
        ArgumentList.Arguments.Count: 0,
        Expression: MemberAccessExpressionSyntax { Expression: var host, Name: { Identifier.ValueText: var name } named }
    } call
        ? name switch
        {
            "Run" or "RunAsync" => host,
            "RunConsoleAsync" => call.ReplaceNode(named, SyntaxFactory.IdentifierName("Build").WithTriviaFrom(named)),
            _ => null,
        }
        : null;

    private static ExpressionSyntax Unawaited(ExpressionSyntax expression) => expression is AwaitExpressionSyntax await
        ? Unawaited(await.Expression)
        : expression is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured }
        } ? configured : expression;

    private static bool HasWorker(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .Any(member => (member is INamedTypeSymbol type && Core.Extraction.RuntimeTypes.IsWorker(type)) || HasWorker(member));

    // By name: another registration may be of any class.
    private static int Registrations(Compilation compilation, CancellationToken cancellationToken) => compilation.SyntaxTrees
        .Where(tree => IdentifiersIn.Tree(tree, cancellationToken).Overlaps(["AddHostedService", "IHostedService"]))
        .Sum(tree => tree.GetRoot(cancellationToken).DescendantTokens().Count(token => token.ValueText is "AddHostedService" or "IHostedService"
            && token.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not null));
}
