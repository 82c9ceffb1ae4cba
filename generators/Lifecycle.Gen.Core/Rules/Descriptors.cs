using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Rules;

/// <summary>
/// The descriptors, one static field a rule in the order of the ids; a file for each thousand. The fields are written out with
/// <c>new</c> and constant ids, because release tracking does not see through a factory method.
/// </summary>
public static partial class Descriptors
{
    private const string Category = "Lifecycle";

    /// <summary>The page of a rule.</summary>
    public static string HelpLink(string id) => $"https://github.com/lifecycle-gen/Lifecycle.Gen/blob/main/analyzers/rules/{id}.md";
}
