namespace Lifecycle.Interactive.Program;

public static class Till
{
    public static Task<int> RunAsync() => new Desk().RunInteractiveAsync();
}

[Unit]
public sealed partial class Drawer
{
    public int Count { get; private set; }

    public void Add() => Count++;

    [OnShutdown] private void Close() => Console.WriteLine("closed");
}

[Worker, Mixin<Drawer>]
public sealed partial class Desk;
