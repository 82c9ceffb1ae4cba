namespace Lifecycle.Benchmarks.Results;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">This library's figure.</param>
/// <param name="HandWritten">The figure of the peer written by hand.</param>
/// <param name="Host">The host's figure, units started one after another.</param>
/// <param name="HostConcurrent">The host's figure, units started all at once.</param>
/// <param name="MustReach">What ours must reach.</param>
/// <param name="Reached">How it stands to that.</param>
/// <param name="Hit">Whether it does.</param>
internal sealed record Row(string What, string Ours, string HandWritten, string Host, string HostConcurrent, string MustReach, string Reached, bool Hit)
    : ITableRow
{
    public IReadOnlyList<string> Headings => ["what", "ours", "hand-written", "host", "host, concurrent", "ours must reach", "reached", ""];

    public IReadOnlyList<string> Cells => [What, Ours, HandWritten, Host, HostConcurrent, MustReach, Reached, Hit ? "hit" : "**miss**"];
}
