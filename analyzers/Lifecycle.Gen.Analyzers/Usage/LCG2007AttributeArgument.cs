using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A negative time, a time that is no number, or a negative count of retries on a hook.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG2007AttributeArgument : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.AttributeArgument];

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterSymbolAction(symbol => Check(symbol, types), SymbolKind.Method);

    private static void Check(SymbolAnalysisContext context, KnownTypes types)
    {
        var method = (IMethodSymbol)context.Symbol;
        // The two parts of a partial method have the same attributes.
        if (method.PartialDefinitionPart is not null)
            return;
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.NamedArguments.IsEmpty || !types.IsPhase(attribute))
                continue;
            foreach (var argument in attribute.NamedArguments)
            {
                if (Fault(argument.Key, argument.Value.Value) is not { } fault || PlaceOf(attribute, argument.Key, context.CancellationToken) is not { } place)
                    continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.AttributeArgument,
                    place.GetLocation(),
                    Wording.Subject(method),
                    $"{Wording.Code(place)} {fault.What}",
                    fault.Remedy));
            }
        }
    }

    private static (string What, string Remedy)? Fault(string name, object? value) => (name, value) switch
    {
        ("TimeoutSeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which limits nothing", "Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own"),
        ("RetryDelaySeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which no pause can be", "Write how many seconds to wait before a further attempt, or leave RetryDelaySeconds out for no pause"),
        ("Retries", int and < 0) =>
            ("is a negative count, so that a failed hook is never tried again", "Write how many further attempts there may be, or leave Retries out for none"),
        _ => null,
    };

    private static string Kind(double seconds) => double.IsNaN(seconds) ? "no number" : "a negative time";

    private static AttributeArgumentSyntax? PlaceOf(AttributeData attribute, string name, CancellationToken cancellationToken) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
