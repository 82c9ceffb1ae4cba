#!/usr/bin/env bash
# Microsoft.Extensions.Hosting 11.0.0 against 10.0.14: a BackgroundService that throws while the host runs.
#
# 10.0.14: the host stops, RunAsync returns as if all were well, and the process ends with exit code 0.
# 11.0.0:  RunAsync throws the exception of the service. The same source, built against the next major version, ends with an
#          unhandled exception (134 on Linux) unless it catches it; nothing in the build says so.
#
# Output seen (.NET 10.0.12):
#   10.0.14: RunAsync returned
#   10.0.14: exit code 0
#   11.0.0: RunAsync threw InvalidOperationException: the queue is gone
#   11.0.0: exit code 0
set -euo pipefail
source "$(dirname "$0")/lib.sh"

program='
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Services.AddHostedService<Consumer>();
try
{
    await builder.Build().RunAsync();
    Console.WriteLine("RunAsync returned");
}
catch (Exception problem)
{
    Console.WriteLine($"RunAsync threw {problem.GetType().Name}: {problem.Message}");
}

internal sealed class Consumer : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        throw new InvalidOperationException("the queue is gone");
    }
}
'

for version in 10.0.14 11.0.0; do
    project "hosting-$version" "Microsoft.Extensions.Hosting@$version" <<< "$program"
    run "hosting-$version" | sed "s/^/$version: /"
done > "$folder/seen"

expect "$folder/seen" <<'EOF'
10.0.14: RunAsync returned
10.0.14: exit code 0
11.0.0: RunAsync threw InvalidOperationException: the queue is gone
11.0.0: exit code 0
EOF
