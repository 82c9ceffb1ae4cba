namespace Lifecycle.Recipes.Commands;

[Unit]
public sealed partial class Prompt(TextReader input, IWorkerContext worker, Action<string> execute)
{
    // A read from the console cannot be cancelled. It is left alone on its pool thread, which does not keep the process from ending.
    [Background]
    private async Task ReadAsync(CancellationToken stopping)
    {
        while (await Task.Run(input.ReadLine, CancellationToken.None).WaitAsync(stopping) is { } line)
        {
            if (line is "quit")
                worker.RequestStop();
            else
                execute(line);
        }
    }
}
