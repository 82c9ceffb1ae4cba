using System.Collections.Immutable;
using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers.Usage;

/// <summary>Options of a hook that can have no effect: for restarts or attempts that never happen, and limits that are never reached.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LCG3010PolicyWithoutEffect : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.PolicyWithoutEffect];

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
            var isBackground = KnownTypes.NameOf(attribute) == "Background";
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Value.Value is 0 or 0.0 or false)
                    continue; // Nothing is meant to have an effect.
                var fault = isBackground ? RestartFault(argument.Key, options) : RetryFault(argument.Key, options);
                if (fault is not var (what, remedy) || LCG2007AttributeArgument.PlaceOf(attribute, argument.Key, context.CancellationToken) is not { } place)
                    continue;
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.PolicyWithoutEffect,
                    place.GetLocation(),
                    Wording.Subject(method),
                    $"{Wording.Code(place)} {what}",
                    remedy));
            }
        }
    }

    private static (string What, string Remedy)? RestartFault(string name, HookOptions options)
    {
        var restarts = options.OnFailure is FailurePolicy.Restart or FailurePolicy.RestartDependents || options.OnCompletion == CompletionPolicy.Restart;
        return name switch
        {
            "MaxRestarts" or "RestartWindowSeconds" or "RestartDelaySeconds" or "Backoff" or "Jitter" when !restarts =>
                ("says how to restart, but the hook is never restarted", $"Add 'OnFailure = FailurePolicy.Restart', or remove {name}"),
            "Backoff" or "Jitter" when options.RestartDelaySeconds == 0 =>
                ("shapes a pause that there is not", $"Add RestartDelaySeconds, or remove {name}"),
            "MaxRestarts" when options.MaxRestarts == int.MaxValue =>
                ("is a limit that is never reached, so that a hook that always fails is restarted for ever", "Write how many restarts there may be within RestartWindowSeconds"),
            "RestartDelaySeconds" when options.MaxRestarts is > 0 and < int.MaxValue && ShortestSpan(options) > options.RestartWindowSeconds =>
                ($"spreads the restarts so that {options.MaxRestarts} never fall into the window, and a hook that always fails is restarted for ever", "Widen RestartWindowSeconds, or lower MaxRestarts"),
            _ => null,
        };
    }

    private static (string What, string Remedy)? RetryFault(string name, HookOptions options) => name switch
    {
        "RetryDelaySeconds" or "Backoff" or "Jitter" when options.Retries == 0 =>
            ("says how to try again, but the hook is never tried again", $"Add Retries, or remove {name}"),
        "Backoff" or "Jitter" when options.RetryDelaySeconds == 0 =>
            ("shapes a pause that there is not", $"Add RetryDelaySeconds, or remove {name}"),
        _ => null,
    };

    /// <summary>The least time from the first restart that is counted to the failure that would be one too many.</summary>
    private static double ShortestSpan(HookOptions options)
    {
        double restarts = options.MaxRestarts;
        var pauses = options.ExponentialBackoff ? Math.Pow(2, restarts) - 1 : restarts * (restarts + 1) / 2;
        return options.RestartDelaySeconds * pauses * (options.Jitter ? 0.5 : 1);
    }
}
