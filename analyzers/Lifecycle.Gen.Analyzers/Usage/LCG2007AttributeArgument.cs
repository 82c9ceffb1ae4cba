using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A time, a count or a policy of a hook that cannot be meant.</summary>
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
            var options = AttributeReader.HookOptionsOf(attribute, out _);
            var restarts = options.OnFailure is FailurePolicy.Restart or FailurePolicy.RestartDependents || options.OnCompletion == CompletionPolicy.Restart;
            foreach (var argument in attribute.NamedArguments)
            {
                if (Fault(argument.Key, argument.Value.Value, restarts) is not { } fault || PlaceOf(attribute, argument.Key, context.CancellationToken) is not { } place)
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

    private static (string What, string Remedy)? Fault(string name, object? value, bool restarts) => (name, value) switch
    {
        ("TimeoutSeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which limits nothing", "Write how many seconds the hook may take, or leave TimeoutSeconds out for no limit of its own"),
        ("RetryDelaySeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which no pause can be", "Write how many seconds to wait before a further attempt, or leave RetryDelaySeconds out for no pause"),
        ("Retries", int and < 0) =>
            ("is a negative count, so that a failed hook is never tried again", "Write how many further attempts there may be, or leave Retries out for none"),
        ("RestartDelaySeconds", double seconds) when seconds < 0 || double.IsNaN(seconds) =>
            ($"is {Kind(seconds)}, which no pause can be", "Write how many seconds to wait before a restart, or leave RestartDelaySeconds out for no pause"),
        ("RestartWindowSeconds", double seconds) when !(seconds > 0) =>
            (seconds == 0 ? "is no time, in which no restart can be counted" : $"is {Kind(seconds)}, in which no restart can be counted", "Write in how many seconds MaxRestarts are counted, or leave RestartWindowSeconds out for 60"),
        ("MaxRestarts", int and < 0) =>
            ("is a negative count, so that the hook is never restarted", "Write how many restarts there may be within RestartWindowSeconds, or leave MaxRestarts out for 5"),
        ("MaxRestarts", 0) when restarts =>
            ("forbids the restarts that the policy asks for", "Write how many restarts there may be within RestartWindowSeconds, or leave the policy out to stop the worker"),
        ("OnFailure", int policy) when policy is < 0 or > (int)FailurePolicy.Ignore =>
            ("is no policy, so that the default applies", "Write a member of FailurePolicy"),
        ("OnCompletion", int policy) when policy is < 0 or > (int)CompletionPolicy.Restart =>
            ("is no policy, so that the default applies", "Write a member of CompletionPolicy"),
        _ => null,
    };

    private static string Kind(double seconds) => double.IsNaN(seconds) ? "no number" : "a negative time";

    /// <summary>Where a named argument is written.</summary>
    internal static AttributeArgumentSyntax? PlaceOf(AttributeData attribute, string name, CancellationToken cancellationToken) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name);
}
