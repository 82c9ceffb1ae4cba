using k8s;
using Npgsql;
using StackExchange.Redis;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>A store by its address: <c>file:FOLDER</c>, <c>postgres:CONNECTION</c>, <c>redis:CONFIGURATION</c> or <c>kubernetes:URL</c>.</summary>
internal static class Stores
{
    public static async Task<ILeaseStore> OpenAsync(string address)
    {
        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var rest = address[(colon + 1)..];
        return address[..colon] switch
        {
            "file" => new FileLeaseStore(rest),
            "postgres" => new PostgresLeaseStore(NpgsqlDataSource.Create(rest)),
            "redis" => new RedisLeaseStore(await ConnectionMultiplexer.ConnectAsync(rest)),
            "kubernetes" => new KubernetesLeaseStore(new Kubernetes(new KubernetesClientConfiguration { Host = rest }), "fleet"),
            _ => throw new ArgumentException($"'{address}' is no store.", nameof(address)),
        };
    }
}
