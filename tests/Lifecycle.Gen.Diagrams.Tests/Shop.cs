namespace Lifecycle.Diagrams.Tests;

/// <summary>The units of the pictures in <c>docs/diagrams.md</c>. Each takes a time that the test's clock decides.</summary>
[Unit]
public sealed partial class Settings
{
    public TimeProvider Time { get; }

    public Settings(TimeProvider time) => Time = time;

    [PreStartup]
    private Task ReadAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(6), Time, token);
}

[Unit]
public sealed partial class Database(Settings settings)
{
    [OnStartup]
    private Task OpenAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(42), settings.Time, token);
}

[Unit]
public sealed partial class Migration(Database database, Settings settings)
{
    [OnStartup]
    private Task ApplyAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(database is null ? 0 : 65), settings.Time, token);
}

[Unit(EnabledBy = nameof(IsWanted))]
public sealed partial class Cache(Settings settings)
{
    [OnStartup]
    private Task ConnectAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(12), settings.Time, token);

    [Warmup]
    private Task FillAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(18), settings.Time, token);

    private static bool IsWanted(bool useCache) => useCache;
}

[Unit]
public sealed partial class Broker(Settings settings)
{
    [OnStartup]
    private Task ConnectAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(80), settings.Time, token);
}

/// <summary>A way in which customers pay.</summary>
[ExtensionPoint]
public interface IPayment;

[Unit, Extension(Priority = 1)]
public sealed partial class CardPayment(Settings settings) : IPayment
{
    [OnStartup]
    private Task ConnectAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(21), settings.Time, token);
}

[Extension]
public sealed class Invoice : IPayment;

[Unit, DependsOn<Migration>]
public sealed partial class Catalogue(Database database, Cache? cache)
{
    public bool IsCached => cache is not null && database is not null;

    [OnStartup]
    private void Open() => _ = IsCached;
}

[Unit]
public sealed partial class Consumer(Broker broker, Settings settings)
{
    [OnStartup]
    private Task SubscribeAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(broker is null ? 0 : 9), settings.Time, token);
}

[Unit(AutoStart = false)]
public sealed partial class MonthlyReport(Catalogue catalogue)
{
    [OnStartup]
    private void Begin() => _ = catalogue.IsCached;
}

[Unit]
public sealed partial class Api(Catalogue catalogue, IReadOnlyList<Consumer> consumers, IReadOnlyList<IPayment> payments, Settings settings)
{
    [OnStartup]
    private Task ListenAsync(CancellationToken token) =>
        Task.Delay(TimeSpan.FromMilliseconds(catalogue.IsCached && consumers.Count > 0 && payments.Count > 0 ? 15 : 0), settings.Time, token);

    [OnReady]
    private Task RegisterAsync(CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(4), settings.Time, token);
}

/// <summary>Runs when every unit is up.</summary>
[Phase(After = typeof(OnStartupAttribute))]
public sealed class WarmupAttribute : PhaseAttribute;

[Worker, Mixin<Api>, Mixin<Cache>, Mixin<MonthlyReport>, Mixin<CardPayment>, Mixin<Invoice>, Instance<Consumer>("orders"), Instance<Consumer>("payments")]
public sealed partial class Shop;
