namespace Lifecycle.Cluster.Tests;

public class PostgresFleetTests() : FleetTests("postgres");
