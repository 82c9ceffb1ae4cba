#!/usr/bin/env bash
# Orleans 10.4.2: the stop of a silo that could not start throws, and hides why it could not.
#
# A host is usually stopped in a finally block, also after a failed start. With a silo in it, StopAsync throws an exception of its
# own, so that the cause (here a port that another program has) is lost unless it was logged. Such a host is to be disposed only.
#
# Output seen (.NET 10.0.12):
#   StartAsync threw AddressInUseException
#   StopAsync threw InvalidOperationException
#   exit code 0
set -euo pipefail
source "$(dirname "$0")/lib.sh"

project silo Microsoft.Orleans.Server@10.4.2 << 'EOF'
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Another program has the port of the silo.
using var other = new TcpListener(IPAddress.Loopback, 0);
other.Start();
var port = ((IPEndPoint)other.LocalEndpoint).Port;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: port, gatewayPort: 0));
using var host = builder.Build();
await Try("StartAsync", () => host.StartAsync());
await Try("StopAsync", () => host.StopAsync());

static async Task Try(string what, Func<Task> action)
{
    try
    {
        await action();
        Console.WriteLine($"{what} returned");
    }
    catch (Exception problem)
    {
        Console.WriteLine($"{what} threw {problem.GetType().Name}");
    }
}
EOF
run silo > "$folder/seen"
expect "$folder/seen" << 'EOF'
StartAsync threw AddressInUseException
StopAsync threw InvalidOperationException
exit code 0
EOF
