namespace Lifecycle.Cluster.Tests;

[Worker, Mixin<Reports>, Mixin<Api>]
public sealed partial class Server;
