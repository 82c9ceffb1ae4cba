using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>What generator and analyzers report about themselves: LCG9xxx.</summary>
public static class ToolDescriptors
{
    /// <summary>Arguments: the step, the exception, what was worked on.</summary>
    public static readonly DiagnosticDescriptor GeneratorFailed = new(
        RuleIds.GeneratorFailed,
        "The generator failed",
        "Lifecycle.Gen failed in {0}: {1}. Please report it with this text and the declaration of {2}.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.GeneratorFailed));

    /// <summary>Arguments: the id of a finding, its message.</summary>
    public static readonly DiagnosticDescriptor WrongGraphUnreported = new(
        RuleIds.WrongGraphUnreported,
        "The units are wired wrongly while analyzers are switched off",
        "The units of this project are wired wrongly and analyzers are switched off: {0}: {1} Build without RunAnalyzers=false to see where",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.WrongGraphUnreported));
}
