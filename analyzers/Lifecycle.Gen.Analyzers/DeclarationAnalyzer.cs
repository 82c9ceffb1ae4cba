using System.Collections.Immutable;
using Lifecycle.Analyzers.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Runs the rules on declarations that need no graph; they share one reading of the attributes of a class's methods.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : LifecycleAnalyzer
{
    private static readonly ImmutableArray<IDeclarationRule> s_rules =
    [
        new LCG2007AttributeArgument(),
        new LCG2008HookWithoutUnit(),
        new LCG2014OwnedByWorker(),
        new LCG3002Spread(),
        new LCG3008LostHook(),
        new LCG3010PolicyWithoutEffect(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. s_rules.Select(rule => rule.Descriptor)];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols types)
    {
        context.RegisterSymbolAction(symbol => Check(symbol, types), SymbolKind.NamedType);
        context.RegisterSyntaxNodeAction(
            function => LCG2008HookWithoutUnit.CheckFunction(function, types),
            SyntaxKind.LocalFunctionStatement,
            SyntaxKind.ParenthesizedLambdaExpression);
    }

    private static void Check(SymbolAnalysisContext context, KnownSymbols types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
            return;

        var declarations = new Declarations(type, types, context.Compilation, context.CancellationToken);
        foreach (var rule in s_rules)
            rule.Check(declarations, context.ReportDiagnostic);
    }
}
