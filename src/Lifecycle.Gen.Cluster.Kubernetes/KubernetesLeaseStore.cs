using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Lifecycle;

/// <summary>
/// Leases as <c>Lease</c> objects of Kubernetes (<c>coordination.k8s.io/v1</c>): <c>holderIdentity</c> is who has the lease, <c>leaseTransitions</c> the
/// fencing
/// token. A write replaces an object only if it still has the resource version that was read. Processes that wait watch the object.
/// </summary>
/// <remarks>
/// The service account needs <c>get</c>, <c>create</c>, <c>update</c>, <c>list</c> and <c>watch</c> on <c>leases</c> in the namespace. Times are whole
/// seconds in
/// such objects; a fraction is rounded up. The leader elector of the client library is not used, because it does not renew while its start callback runs.
/// </remarks>
public sealed class KubernetesLeaseStore : ILeaseStore
{
    private const string NameAnnotation = "lifecycle.gen/lease";
    private const int LongestName = 200;
    private const int HashLength = 10;

    private readonly IKubernetes _client;
    private readonly string _namespace;

    /// <summary>Leases in a namespace.</summary>
    /// <param name="client">The client, which is not disposed with the store.</param>
    /// <param name="leaseNamespace">The namespace of the objects.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="leaseNamespace"/> is empty.</exception>
    public KubernetesLeaseStore(IKubernetes client, string leaseNamespace)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(leaseNamespace);
        _client = client;
        _namespace = leaseNamespace;
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            var lease = _client.CoordinationV1.ReadNamespacedLeaseAsync(ObjectName(name), _namespace, cancellationToken: cancellationToken);
            return RecordOf(await lease.ConfigureAwait(false));
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<LeaseRecord?> TryWriteAsync(string name, LeaseRecord record, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(record);
        var lease = new V1Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new V1ObjectMeta
            {
                Name = ObjectName(name),
                NamespaceProperty = _namespace,
                ResourceVersion = record.Version,
                Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { [NameAnnotation] = name },
            },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = record.Holder,
                LeaseDurationSeconds = (int)Math.Ceiling(record.DurationSeconds),
                LeaseTransitions = checked((int)record.Token),
            },
        };
        try
        {
            var written = record.Version is null
                ? await _client.CoordinationV1.CreateNamespacedLeaseAsync(lease, _namespace, cancellationToken: cancellationToken).ConfigureAwait(false)
                : await _client.CoordinationV1.ReplaceNamespacedLeaseAsync(lease, lease.Metadata.Name, _namespace, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
            return record with { Version = written.Metadata.ResourceVersion };
        }
        catch (HttpOperationException e) when (e.Response.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task WaitForChangeAsync(string name, string? version, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var changes = _client.CoordinationV1.WatchListNamespacedLeaseAsync(
            _namespace, fieldSelector: "metadata.name=" + ObjectName(name), resourceVersion: version, cancellationToken: cancellationToken);
        await foreach (var (_, lease) in changes.ConfigureAwait(false))
        {
            if (lease.Metadata.ResourceVersion != version)
                return;
        }
    }

    private static LeaseRecord RecordOf(V1Lease lease) => new(
        lease.Spec?.HolderIdentity ?? "",
        lease.Spec?.LeaseTransitions ?? 0,
        lease.Spec?.LeaseDurationSeconds ?? 0,
        lease.Metadata.ResourceVersion);

    /// <summary>The name of the object: that of the lease, if it is a name that objects may have, else a similar one with a hash.</summary>
    private static string ObjectName(string name)
    {
        var text = new StringBuilder(name.Length);
        var isSame = name.Length <= LongestName;
        foreach (var character in name)
        {
            var isGood = char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || (character == '-' && text.Length > 0);
            isSame &= isGood;
            if (text.Length < LongestName)
                text.Append(isGood ? character : char.IsAsciiLetterUpper(character) ? char.ToLowerInvariant(character) : '-');
        }

        if (isSame && text[^1] != '-')
            return name;

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return string.Create(CultureInfo.InvariantCulture, $"{text.ToString().Trim('-')}-{hash.ToLowerInvariant()[..HashLength]}").TrimStart('-');
    }
}
