using System.Globalization;
using System.Reflection;
using Lifecycle.Core.Findings;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>
/// All descriptors; each is a static field of the class for its thousand, in the order of the ids. The fields are written out with <c>new</c> and constant
/// ids, because release tracking does not see through a factory method.
/// </summary>
public static class Descriptors
{
    internal const string Category = "Lifecycle";

    /// <summary>The rules, in the order of the ids.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => Index.ById.Values;

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

    /// <summary>In a class of its own: descriptors use this one while they are initialized, and must not wait for themselves.</summary>
    private static class Index
    {
        private static readonly Type[] s_classes =
        [
            typeof(GraphDescriptors),
            typeof(DeclarationDescriptors),
            typeof(HookDescriptors),
            typeof(HookCodeDescriptors),
            typeof(WorkerDescriptors),
            typeof(AssemblyDescriptors),
            typeof(ToolDescriptors),
        ];

        public static readonly Dictionary<string, DiagnosticDescriptor> ById = s_classes
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(static field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()
            .ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
    }
}
