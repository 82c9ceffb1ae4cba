namespace Lifecycle.Generator.Tests;

/// <summary>What users find when they look into generated files; few, each named for what it shows.</summary>
public class WorkerSnapshotTests
{
    [Fact]
    public void Program_without_a_worker_gets_one_over_all_units() => Snapshot.Verify(GeneratorHarness.RunProgram("""
        return await Worker.RunAsync(connectionString: "Host=…");

        namespace App
        {
            [Unit]
            public sealed partial class Database(string connectionString)
            {
                [OnStartup(TimeoutSeconds = 5)] private Task OpenAsync(CancellationToken token) { return Task.Delay(connectionString.Length, token); }
                [OnShutdown] private void Close() { }
            }

            [Unit]
            public sealed partial class Api(Database database, Microsoft.Extensions.Logging.ILogger<Api> logger, IWorkerContext context, int port = 8080)
            {
                [Background] private Task ServeAsync(CancellationToken stopping) => Task.FromResult((database, logger, context, port));
                [OnDrain] private ValueTask DrainAsync() => default;
            }
        }
        """));

    [Fact]
    public void Worker_with_mixins_a_binding_and_hooks_of_its_own() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        public interface IStore;
        public interface ICheck;

        [Unit] public sealed partial class FileStore : IStore, ICheck;
        [Unit] public sealed partial class FakeStore : IStore, ICheck;
        [Unit] public sealed partial class Cache;
        [Unit] internal sealed partial class Api(IStore store, IReadOnlyList<ICheck> checks, Cache? cache)
        {
            [OnReady] private void Say() => System.Console.WriteLine((store, checks, cache));
        }
        [Unit] public sealed partial class Unwanted;

        [Worker, Mixin<Api>, Bind<IStore, FakeStore>]
        public sealed partial class ApiUnderTest
        {
            [Run] private Task RunAsync(IWorkerContext context, CancellationToken token)
            {
                return Task.Delay(Api.GetHashCode() * context.WorkerName.Length, token);
            }
        }
        """));

    [Fact]
    public void Unit_with_a_lifespan() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        [Unit] public sealed partial class Listener
        {
            [Lifespan(TimeoutSeconds = 5)] private async IAsyncEnumerable<int> ListenAsync(
                IWorkerContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
            {
                await Task.Delay(context.UnitId.Length, token);
                yield return 0;
            }
        }
        """));

    [Fact]
    public void Unit_that_derives_from_a_unit_and_from_a_plain_base() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        public abstract class Plain
        {
            [OnStartup] protected abstract Task OpenAsync();
            [OnShutdown] protected virtual void Close() { }
        }

        [Unit] public partial class Base : Plain
        {
            protected override Task OpenAsync() => Task.CompletedTask;
            [OnStartup] private void Private() { }
            [OnShutdown(TimeoutSeconds = 2)] protected override void Close() { }
        }

        [Unit] public sealed partial class Derived : Base
        {
            [OnStartup] private ValueTask OwnAsync() => default;
            [OnShutdown] private void Own() { }
        }

        [Worker] public sealed partial class Server;
        """));

    [Fact]
    public void Cycle_leaves_the_surface_with_bodies_that_throw() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        [Unit] public sealed partial class Chicken(Egg egg, string farm) { [OnReady] private void Cackle() => System.Console.WriteLine((egg, farm)); }
        [Unit] public sealed partial class Egg(Chicken chicken) { [OnReady] private void Crack() => System.Console.WriteLine(chicken); }
        [Worker] public sealed partial class Farm;
        """));

    [Fact]
    public void Worker_with_extensions_and_a_unit_under_a_condition() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        [ExtensionPoint] public interface IFormat;

        [Extension] public sealed class Csv : IFormat;
        [Extension(Priority = 10)] public sealed class Json(Cache? cache) : IFormat { public object? Needs => cache; }
        [Unit, Extension(Priority = 5)] public sealed partial class Xml : IFormat { [OnStartup] private Task UpAsync() => Task.CompletedTask; }
        [Unit(EnabledBy = nameof(IsWanted))] public sealed partial class Cache
        {
            private static bool IsWanted(bool useCache, int size = 100) { return useCache && size > 0; }
            [OnShutdown] private Task DownAsync() => Task.CompletedTask;
        }
        [Unit] public sealed partial class Printer(IReadOnlyList<IFormat> formats) { [OnReady] private void Say() => System.Console.WriteLine(formats); }
        [Worker] public sealed partial class Server;
        """));

    [Fact]
    public void Worker_with_custom_phases() => Snapshot.Verify(GeneratorHarness.Run("""
        namespace App;

        [Phase(After = typeof(OnReadyAttribute), Order = PhaseOrder.Parallel)] public sealed class WarmAttribute : PhaseAttribute;
        [Phase(Order = PhaseOrder.Backward)] public sealed class FlushAttribute : PhaseAttribute;

        [Unit] public sealed partial class Cache
        {
            [OnStartup] private Task OpenAsync() => Task.CompletedTask;
            [Warm(TimeoutSeconds = 5)] private Task FillAsync(CancellationToken stopping) => Task.Delay(1, stopping);
            [Flush] private void Save() { }
        }
        [Worker] public sealed partial class Server { [Flush] private Task LogAsync() => Task.CompletedTask; }
        """));

    /// <summary>With a reference to the package for workers in a host, which stands here in short.</summary>
    [Fact]
    public void Worker_for_a_host() => Snapshot.Verify(GeneratorHarness.Run($$"""
        {{HostingPackage}}

        namespace App
        {
            public interface IStore;
            internal interface IInternal;

            [Unit] public sealed partial class FileStore(string path, System.Uri? proxy, int retries = 3) : IStore, IInternal, System.IDisposable
            {
                public void Dispose() { System.GC.KeepAlive((path, proxy, retries)); }
            }
            public abstract class Connection : System.IAsyncDisposable { public ValueTask DisposeAsync() => default; }
            [Unit] public sealed partial class Link : Connection;
            [Unit] public sealed partial class Explicit : System.IDisposable { void System.IDisposable.Dispose() { } }
            [Unit] public sealed partial class Api(IStore store, System.Net.Http.HttpClient client, System.DayOfWeek day, System.TimeSpan? pause)
            {
                [OnReady] private void Say() => System.Console.WriteLine((store, client, day, pause));
            }
            [Worker] public sealed partial class Server;
        }
        """));

    [Fact]
    public void Worker_for_a_host_with_a_cycle_has_the_members_that_throw() => Snapshot.Verify(GeneratorHarness.Run($$"""
        {{HostingPackage}}

        namespace App
        {
            [Unit] public sealed partial class Chicken(Egg egg) { [OnReady] private void Cackle() => System.Console.WriteLine(egg); }
            [Unit] public sealed partial class Egg(Chicken chicken) { [OnReady] private void Crack() => System.Console.WriteLine(chicken); }
            [Worker] public sealed partial class Farm;
        }
        """));

    /// <summary>With the contracts of the Generic Host, which stand here in short.</summary>
    [Fact]
    public void Units_that_are_hosted_services_as_they_are() => Snapshot.Verify(GeneratorHarness.Run($$"""
        {{HostedUnits.Contracts}}

        namespace App
        {
            using Microsoft.Extensions.Hosting;

            [Unit] public sealed partial class Consumer : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken token) => Task.Delay(-1, token);
                [OnReady] private void Say() => System.Console.WriteLine();
            }
            [Unit] public sealed partial class Whole : IHostedLifecycleService
            {
                Task IHostedLifecycleService.StartingAsync(CancellationToken token) => Task.CompletedTask;
                Task IHostedService.StartAsync(CancellationToken token) => Task.CompletedTask;
                Task IHostedLifecycleService.StartedAsync(CancellationToken token) => Task.CompletedTask;
                Task IHostedLifecycleService.StoppingAsync(CancellationToken token) => Task.CompletedTask;
                Task IHostedService.StopAsync(CancellationToken token) => Task.CompletedTask;
                Task IHostedLifecycleService.StoppedAsync(CancellationToken token) => Task.CompletedTask;
            }
        }
        """));

    private const string HostingPackage = """
        namespace Lifecycle.Hosting
        {
            public interface IHostedWorker<TSelf>
            {
                static abstract TSelf Create(WorkerInputs inputs, WorkerOptions options);
                static abstract void Register(WorkerServices services);
            }
            public interface IOwnedUnit;
            public static class UnitDisposal { public static bool MayDispose(object unit) => unit is not null; }
            public class WorkerServices { public void Add(System.Type service, int slot) { } }
            public class WorkerInputs
            {
                public T Service<T>(string type, string label) => throw new System.NotSupportedException();
                public string Text(string name, string label) => "";
                public T Value<T>(string name, string label, T otherwise) => otherwise;
                public T? OptionalValue<T>(string name, string label, T? otherwise) where T : struct => otherwise;
                public T Choice<T>(string name, string label) where T : struct => default;
                public System.Uri? Uri(string name, string label, System.Uri? otherwise) => otherwise;
            }
        }
        """;
}
