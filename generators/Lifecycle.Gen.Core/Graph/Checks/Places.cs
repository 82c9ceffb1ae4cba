using Lifecycle.Core.Rules;

namespace Lifecycle.Core.Graph.Checks;

/// <summary>What a message lists, each with its place.</summary>
internal static class Places
{
    /// <summary>More would not be read; the further ones are additional locations.</summary>
    private const int Most = 4;

    /// <summary><c>Api (IStore store, Api.cs:12), Jobs (IStore store, Jobs.cs:5) and 28 more</c>: what is listed n-th is at the n-th place of the finding.</summary>
    public static string List(IReadOnlyList<string> owners, Func<int, string> label)
    {
        var listed = string.Join(", ", owners.Take(Most).Select((owner, i) => $"{owner} ({label(i)}{Finding.Place(i)})"));
        return owners.Count > Most ? $"{listed} and {owners.Count - Most} more" : listed;
    }
}
