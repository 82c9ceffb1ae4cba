using System.Threading.Channels;

namespace Lifecycle.Recipes.Folder;

[Unit]
public sealed partial class Inbox(string folder, TimeProvider time, Action<string> arrived)
{
    // A watcher is silent for good when its folder is deleted and made again, and it loses events when its buffer is full: both are failures of
    // this loop, and the next round begins with what is there by then.
    [Background(OnFailure = FailurePolicy.Restart, RestartDelaySeconds = 1)]
    private async Task WatchAsync(CancellationToken stopping)
    {
        Directory.CreateDirectory(folder);
        // The handlers only write: the dispose of a watcher does not wait for one that runs.
        var names = Channel.CreateUnbounded<string>();
        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += (_, file) => names.Writer.TryWrite(file.Name!);
        watcher.Renamed += (_, file) => names.Writer.TryWrite(file.Name!);
        watcher.Error += (_, error) => names.Writer.TryComplete(error.GetException());
        watcher.EnableRaisingEvents = true;
        foreach (var file in Directory.EnumerateFiles(folder))
            arrived(Path.GetFileName(file));

        var made = Directory.GetCreationTimeUtc(folder);
        using var look = time.CreateTimer(_ => Look(), null, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.2));
        await foreach (var name in names.Reader.ReadAllAsync(stopping))
            arrived(name);

        void Look()
        {
            if (!Directory.Exists(folder) || Directory.GetCreationTimeUtc(folder) != made)
                names.Writer.TryComplete(new DirectoryNotFoundException($"{folder} is another folder by now."));
        }
    }
}
