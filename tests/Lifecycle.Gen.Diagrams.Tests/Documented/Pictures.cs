namespace Lifecycle.Diagrams.Tests.Documented;

[Unit]
public sealed partial class Store
{
    [OnStartup] private async Task OpenAsync(CancellationToken token) => await Task.Delay(10, token);
}

[Unit]
public sealed partial class Front(Store store)
{
    [OnStartup] private void Listen() => Console.WriteLine(store);
}

[Worker, Mixin<Front>]
public sealed partial class Site
{
    public static async Task DrawAsync(string folder)
    {
        await using var site = new Site(new WorkerOptions { RecordStartup = true });
        await File.WriteAllTextAsync(Path.Combine(folder, "plan.svg"), site.Plan.ToSvg()); // before the start, or without one
        await site.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "start.svg"), site.StartupReport!.ToSvg());
    }
}
