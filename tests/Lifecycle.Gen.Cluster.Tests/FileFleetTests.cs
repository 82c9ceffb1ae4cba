namespace Lifecycle.Cluster.Tests;

public class FileFleetTests() : FleetTests("file");
