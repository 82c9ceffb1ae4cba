using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule about what the attribute of a hook is given by name, reported at the argument.</summary>
public abstract class HookOptionAnalyzer : LifecycleAnalyzer
{
    private protected abstract DiagnosticDescriptor Rule { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterSymbolAction(symbol => Check(symbol, types), SymbolKind.Method);

    /// <summary>What is wrong with one argument, and what to do.</summary>
    private protected abstract (string What, string Remedy)? FaultOf(AttributeData attribute, string name, object? value, HookOptions options);

    /// <summary>Whether the policies ever restart the hook.</summary>
    private protected static bool Restarts(HookOptions options)
        => options.OnFailure is FailurePolicy.Restart or FailurePolicy.RestartDependents || options.OnCompletion == CompletionPolicy.Restart;

    private void Check(SymbolAnalysisContext context, KnownTypes types)
    {
        var method = (IMethodSymbol)context.Symbol;
        // The two parts of a partial method have the same attributes.
        if (method.PartialDefinitionPart is not null)
            return;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.NamedArguments.IsEmpty || !types.IsPhase(attribute))
                continue;
            var options = AttributeReader.HookOptionsOf(attribute, out _);
            foreach (var argument in attribute.NamedArguments)
            {
                if (FaultOf(attribute, argument.Key, argument.Value.Value, options) is not var (what, remedy) || PlaceOf(attribute, argument.Key, context.CancellationToken) is not { } place)
                    continue;
                context.ReportDiagnostic(Diagnostic.Create(Rule, place.GetLocation(), Wording.Subject(method), $"{Wording.Code(place)} {what}", remedy));
            }
        }
    }

    private static AttributeArgumentSyntax? PlaceOf(AttributeData attribute, string name, CancellationToken cancellationToken) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
