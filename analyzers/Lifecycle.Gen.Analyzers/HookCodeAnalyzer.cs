using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Analyzers.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Runs the rules on code that hooks and constructors run; they share one collection of it per class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HookCodeAnalyzer : LifecycleAnalyzer
{
    private static readonly ImmutableArray<IHookCodeRule> s_rules =
    [
        new LCG2009WorkInConstructor(),
        new LCG3003AsyncVoid(),
        new LCG3004NoToken(),
        new LCG3005NullTask(),
        new LCG3006Unmarked(),
        new LCG3009LifespanYield(),
        new LCG4001DroppedTask(),
        new LCG4002Unowned(),
        new LCG4003BlockingWait(),
        new LCG4004EndlessStartup(),
        new LCG4005DeafLoop(),
        new LCG4006CaughtCancellation(),
        new LCG4007Unreleased(),
        new LCG4008KeptToken(),
        new LCG4009TooEarly(),
        new LCG4010TooLate(),
        new LCG4011EndedTooLate(),
        new LCG4012LateValue(),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. s_rules.Select(rule => rule.Descriptor)];

    private protected override void Register(CompilationStartAnalysisContext context, KnownSymbols types)
    {
        var family = new HookFamily(context.Compilation, types);
        context.RegisterSymbolStartAction(start => Collect(start, types, family), SymbolKind.NamedType);
    }

    private static void Collect(SymbolStartAnalysisContext context, KnownSymbols types, HookFamily family)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!family.MayRunIn(type))
            return;

        var options = type.DeclaringSyntaxReferences is [var part, ..] ? context.Options.AnalyzerConfigOptionsProvider.GetOptions(part.SyntaxTree) : null;
        var code = new HookCode(type, types, family, options);
        context.RegisterOperationBlockAction(block =>
        {
            // Nested types are analyzed separately.
            if (!SymbolEqualityComparer.Default.Equals(block.OwningSymbol.ContainingType, type))
                return;

            lock (code)
            {
                foreach (var body in block.OperationBlocks)
                    code.Add(block.OwningSymbol, body);
            }
        });
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var rule in s_rules)
                rule.Check(code, end.ReportDiagnostic);
        });
    }
}
