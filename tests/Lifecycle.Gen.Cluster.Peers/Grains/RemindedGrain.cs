using System.Net;
using Lifecycle.Cluster.Program.Fleet;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Lifecycle.Cluster.Peers.Grains;

/// <summary>
/// A grain of Orleans that a reminder activates again. Silos and reminders are kept in Redis; all time-outs are the defaults.
/// </summary>
/// <param name="callPeriod">How often each silo calls the grain; <see langword="null"/> to leave it to the reminder.</param>
internal sealed class RemindedGrain(TimeSpan? callPeriod) : Contender
{
    /// <summary>The shortest that is allowed by default.</summary>
    public static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    public override string Name => callPeriod is null ? "orleans" : "orleans-called";

    public override string Title => callPeriod is { } period
        ? FormattableString.Invariant($"Orleans, grain with a reminder, called by each silo every {period.TotalSeconds:0.#} s")
        : "Orleans, grain with a reminder of 1 min";

    public override string Store => "redis";

    public override TimeSpan Period => callPeriod is null ? ReminderPeriod : base.Period;

    public override async Task<int> RunAsync(string folder, string address, int port)
    {
        using var journal = new JournalWriter(folder);
        var redis = ConfigurationOptions.Parse(address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton(journal);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(options =>
            {
                options.ClusterId = Path.GetFileName(folder);
                options.ServiceId = options.ClusterId;
            })
            .ConfigureEndpoints(IPAddress.Loopback, port, gatewayPort: 0)
            .UseRedisClustering(options => options.ConfigurationOptions = redis)
            .UseRedisReminderService(options => options.ConfigurationOptions = redis));
        builder.Services.AddHostedService(services => new GrainCalls(services.GetRequiredService<IGrainFactory>(), journal, callPeriod));
        await builder.Build().RunAsync();
        return 0;
    }
}
