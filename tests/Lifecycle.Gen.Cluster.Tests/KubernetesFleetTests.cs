namespace Lifecycle.Cluster.Tests;

public class KubernetesFleetTests() : FleetTests("kubernetes");
