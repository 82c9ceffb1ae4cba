using k8s;

namespace Lifecycle;

/// <summary>Waits until a Deployment of Kubernetes has a condition, such as <c>Available</c>.</summary>
public abstract class KubernetesReadiness : Readiness
{
    private readonly IKubernetes _client;
    private readonly string _namespace;
    private readonly string _deployment;

    /// <summary>Waits for a Deployment.</summary>
    /// <param name="client">The client, which is not disposed. Its account needs <c>get</c> on <c>deployments</c>.</param>
    /// <param name="deploymentNamespace">The namespace.</param>
    /// <param name="deployment">The name.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    protected KubernetesReadiness(IKubernetes client, string deploymentNamespace, string deployment)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(deploymentNamespace);
        ArgumentNullException.ThrowIfNull(deployment);
        _client = client;
        _namespace = deploymentNamespace;
        _deployment = deployment;
    }

    /// <summary>The condition. Default: <c>Available</c>.</summary>
    protected virtual string Condition => "Available";

    /// <inheritdoc/>
    protected override string Subject => $"deployment {_namespace}/{_deployment} {Condition}";

    /// <inheritdoc/>
    protected override async Task CheckAsync(CancellationToken cancellationToken)
    {
        var deployment = _client.AppsV1.ReadNamespacedDeploymentAsync(_deployment, _namespace, cancellationToken: cancellationToken);
        foreach (var condition in (await deployment.ConfigureAwait(false)).Status?.Conditions ?? [])
        {
            if (condition.Type == Condition && condition.Status == "True")
                return;
        }

        throw new InvalidOperationException($"the condition {Condition} is not true");
    }
}
