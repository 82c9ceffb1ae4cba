
namespace Lifecycle.Core.Findings;

/// <summary>What a message lists, each item with its location.</summary>
internal static class SubjectList
{
    /// <summary>A longer message is not read; the further items are additional locations of the diagnostic.</summary>
    private const int Most = 4;

    /// <summary>
    /// <c>Api (IStore store, Api.cs:12), Jobs (IStore store, Jobs.cs:5) and 28 more</c>: the n-th item is at the n-th location of the finding.
    /// </summary>
    /// <param name="owners">The items.</param>
    /// <param name="label">What is said of an item.</param>
    /// <param name="firstLocation">The location of the first item, where another subject comes before it.</param>
    public static string Of(IReadOnlyList<string> owners, Func<int, string> label, int firstLocation = 0)
    {
        var listed = string.Join(", ", owners.Take(Most).Select((owner, i) => $"{owner} ({label(i)}{Finding.LocationOf(firstLocation + i)})"));
        return owners.Count > Most ? $"{listed} and {owners.Count - Most} more" : listed;
    }
}
