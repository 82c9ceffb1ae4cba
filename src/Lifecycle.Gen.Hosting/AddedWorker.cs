namespace Lifecycle.Hosting;

/// <summary>A service per worker that was added, for what concerns all of them.</summary>
internal sealed record AddedWorker(Type Type);
