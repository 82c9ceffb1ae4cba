namespace Lifecycle.Core.Tests.Architecture;

internal static class Report
{
    /// <summary>Fails with all that was found, a line each. The assertions of collections show the first few, cut off.</summary>
    public static void Nothing(IEnumerable<string> findings)
    {
        string[] found = [.. findings];
        Assert.True(found.Length == 0, $"{found.Length} findings:\n{string.Join('\n', found)}");
    }
}
