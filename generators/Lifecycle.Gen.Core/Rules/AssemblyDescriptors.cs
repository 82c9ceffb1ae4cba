using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>The rules about units of other assemblies: LCG6xxx.</summary>
public static class AssemblyDescriptors
{
    /// <summary>Arguments: the assembly, the format of its manifest, the newest that is read.</summary>
    public static readonly DiagnosticDescriptor ManifestFormat = new(
        RuleIds.ManifestFormat,
        "A manifest of a format that is not known",
        "{0} says what its units are in a way that this version cannot read: its manifest has format {1}, "
            + "and {2} is the newest that is known here. Update Lifecycle.Gen in this project to the version that {0} was built with.",
        Descriptors.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.ManifestFormat));

    /// <summary>Arguments: what is not public, what needs it.</summary>
    public static readonly DiagnosticDescriptor HiddenNeed = new(
        RuleIds.HiddenNeed,
        "A public unit needs a type that is not public",
        "{0} is not public and needed by public units: {1}. "
            + "Make {0} public, or the units that need it internal, because workers of other assemblies cannot make them.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.HiddenNeed));

    /// <summary>Arguments: the assembly, the units of it that are named and by whom.</summary>
    public static readonly DiagnosticDescriptor NoManifest = new(
        RuleIds.NoManifest,
        "An assembly with units but without a manifest",
        "{0} has units but no manifest: {1}. Build {0} with the generator of Lifecycle.Gen, which its reference to the package must not exclude.",
        Descriptors.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Descriptors.HelpLink(RuleIds.NoManifest));
}
