using System.ComponentModel;

namespace Lifecycle.Hosting;

/// <summary>A worker that can be added to a host. Generated code implements it for every worker of a project that references this package.</summary>
/// <typeparam name="TSelf">The worker.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHostedWorker<TSelf>
    where TSelf : LifecycleWorker, IHostedWorker<TSelf>
{
    /// <summary>Makes the worker.</summary>
    /// <param name="inputs">Gives its inputs, and keeps what is missing.</param>
    /// <param name="options">Its options.</param>
    static abstract TSelf Create(WorkerInputs inputs, WorkerOptions options);

    /// <summary>Adds the units as services.</summary>
    /// <param name="services">Takes them.</param>
    static abstract void Register(WorkerServices services);
}
