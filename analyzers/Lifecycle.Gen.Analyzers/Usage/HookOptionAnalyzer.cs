using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A rule about what the attribute of a hook, or <c>[Phase]</c> on the class of a phase, is given by name, reported at the argument.</summary>
public abstract class HookOptionAnalyzer : LifecycleAnalyzer
{
    private protected abstract DiagnosticDescriptor Rule { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        context.RegisterSymbolAction(symbol => Check(symbol, types), SymbolKind.Method);
        context.RegisterSymbolAction(symbol => CheckPhase(symbol, types), SymbolKind.NamedType);
    }

    /// <summary>What is wrong with one argument of a hook's attribute, and what to do.</summary>
    private protected abstract (string What, string Remedy)? FaultOf(AttributeData attribute, string name, object? value, HookOptions options);

    /// <summary>What is wrong with one argument of <c>[Phase]</c> on the class of a phase.</summary>
    private protected virtual (string What, string Remedy)? FaultOfPhase(string name, object? value) => null;

    /// <summary>Where an argument is written.</summary>
    private protected static AttributeArgumentSyntax? PlaceOf(AttributeData attribute, string name, CancellationToken cancellationToken = default) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);

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
            // [Phase] itself on a method is LCG2011.
            if (attribute.NamedArguments.IsEmpty || !types.IsPhase(attribute) || types.IsMarker(attribute))
                continue;
            var options = AttributeReader.HookOptionsOf(attribute, out _);
            foreach (var argument in attribute.NamedArguments)
            {
                if (FaultOf(attribute, argument.Key, argument.Value.Value, options) is { } fault)
                    Report(context, attribute, argument.Key, Wording.Subject(method), fault);
            }
        }
    }

    private void CheckPhase(SymbolAnalysisContext context, KnownTypes types)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!PhaseReader.IsCustom(type))
            return;
        foreach (var attribute in type.GetAttributes())
        {
            if (!types.IsMarker(attribute))
                continue;
            foreach (var argument in attribute.NamedArguments)
            {
                if (FaultOfPhase(argument.Key, argument.Value.Value) is { } fault)
                    Report(context, attribute, argument.Key, type.Name, fault);
            }
        }
    }

    private void Report(SymbolAnalysisContext context, AttributeData attribute, string name, string subject, (string What, string Remedy) fault)
    {
        if (PlaceOf(attribute, name, context.CancellationToken) is { } place)
            context.ReportDiagnostic(Diagnostic.Create(Rule, place.GetLocation(), subject, $"{Wording.Code(place)} {fault.What}", fault.Remedy));
    }
}
