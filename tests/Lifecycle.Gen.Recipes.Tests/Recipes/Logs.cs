using NLog.Config;
using NLog.Targets;
using NLog.Targets.Wrappers;
using Serilog;

namespace Lifecycle.Recipes.Logs;

public static class SerilogProgram
{
    public static async Task<int> RunAsync(string file)
    {
        // Outside of the worker, whose last lines come after its last hook. Events after the dispose are dropped.
        await using var log = new LoggerConfiguration().WriteTo.Async(sink => sink.File(file)).CreateLogger();
        return await Shop.RunAsync(say: log.Information);
    }
}

public static class NLogProgram
{
    public static async Task<int> RunAsync(string file)
    {
        using var factory = new NLog.LogFactory();
        var configuration = new LoggingConfiguration(factory);
        configuration.AddRuleForAllLevels(new AsyncTargetWrapper(new FileTarget { FileName = file }));
        factory.Configuration = configuration;
        var exitCode = await Shop.RunAsync(say: factory.GetLogger("shop").Info);

        // The dispose has no limit of its own for what is still in the queue.
        factory.Flush(TimeSpan.FromSeconds(5));
        return exitCode;
    }
}

[Unit]
public sealed partial class Till(Action<string> say)
{
    [Run]
    private void Sell() => say("sold");

    [OnExit]
    private void Leave() => say("closed");
}

[Worker, Mixin<Till>]
public sealed partial class Shop;
