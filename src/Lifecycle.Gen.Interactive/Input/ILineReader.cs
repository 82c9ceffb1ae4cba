namespace Lifecycle.Interactive.Input;

/// <summary>Where lines come from.</summary>
internal interface ILineReader
{
    /// <summary>The next line.</summary>
    /// <param name="prompt">What a terminal shows before it.</param>
    /// <param name="cancellationToken">Cancels the line.</param>
    /// <returns><see langword="null"/> at the end of the input.</returns>
    /// <exception cref="OperationCanceledException">The line was cancelled.</exception>
    Task<string?> ReadAsync(string prompt, CancellationToken cancellationToken);
}

/// <summary>Lines of a pipe, of a file, or of a terminal that cannot move its cursor.</summary>
internal sealed class PipeReader : ILineReader
{
    // Where nothing comes, a read cannot be cancelled; the wait for it can.
    public Task<string?> ReadAsync(string prompt, CancellationToken cancellationToken) =>
        Task.Run(Console.In.ReadLine, CancellationToken.None).WaitAsync(cancellationToken);
}
