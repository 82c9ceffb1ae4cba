namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A store that was started for processes.</summary>
/// <param name="Address">Its address through a port.</param>
/// <param name="Port">Its port; <see langword="null"/> where it has none.</param>
/// <param name="Server">Its server, where that can be stopped and started.</param>
/// <param name="EndAsync">Ends it.</param>
internal sealed record RunningStore(Func<int, string> Address, int? Port, Server? Server, Func<ValueTask> EndAsync) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => EndAsync();
}
