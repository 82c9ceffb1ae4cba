namespace Lifecycle.Cluster.Tests;

public class RedisFleetTests() : FleetTests("redis");
