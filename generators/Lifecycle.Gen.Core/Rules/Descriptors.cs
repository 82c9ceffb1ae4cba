using System.Globalization;
using System.Reflection;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>
/// The descriptors, one static field a rule in the order of the ids; a file for each thousand. The fields are written out with
/// <c>new</c> and constant ids, because release tracking does not see through a factory method.
/// </summary>
public static partial class Descriptors
{
    private const string Category = "Lifecycle";

    // The root of the pages. Empty until the project has a public address: no link is better than one that leads nowhere.
    private static string Address => "";

    /// <summary>The address of a rule's page; empty without a public address of the project.</summary>
    public static string HelpLink(string id) => Address.Length == 0 ? "" : $"{Address}/analyzers/rules/{id}.md";

    /// <summary>The rule with an id.</summary>
    public static DiagnosticDescriptor ById(string id) => Index.ById[id];

    /// <summary>The whole message of a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="location">Gives the location of a subject as <c>Api.cs:12</c>, or <see langword="null"/>.</param>
    public static string Message(Finding finding, Func<SubjectKey, string?> location) =>
        string.Format(
            CultureInfo.InvariantCulture,
            ById(finding.RuleId).MessageFormat.ToString(CultureInfo.InvariantCulture),
            finding.Render(location));

    /// <summary>
    /// All of them, collected from the fields; in a class of its own, because the order in which the files' fields are initialized is not defined.
    /// </summary>
    private static class Index
    {
        public static readonly Dictionary<string, DiagnosticDescriptor> ById = typeof(Descriptors)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .ToDictionary(rule => rule.Id, StringComparer.Ordinal);
    }
}
