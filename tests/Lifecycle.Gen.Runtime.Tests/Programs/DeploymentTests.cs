using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Lifecycle.Runtime.Tests.Programs;

/// <summary>The files in <c>samples/Shortener/deploy</c> leave the worker the time that it needs, and name what the program has.</summary>
public class DeploymentTests
{
    private static readonly WorkerOptions s_defaults = new();

    private static readonly string s_service = Read("shortener.service");
    private static readonly string s_kubernetes = Read("kubernetes.yaml");
    private static readonly string s_docker = Read("Dockerfile");

    private static double Stop => s_defaults.ShutdownTimeoutSeconds + s_defaults.ShutdownGraceSeconds;

    [Fact]
    public void Systemd_waits_longer_than_a_stop_takes() => Assert.True(Figure(s_service, @"^TimeoutStopSec=(\d+)$") > Stop);

    [Fact]
    public void Kubernetes_waits_longer_than_the_drain_delay_and_a_stop_take() =>
        Assert.True(Figure(s_kubernetes, @"terminationGracePeriodSeconds: (\d+)") > Drain() + Stop);

    [Fact]
    public void The_drain_delay_is_longer_than_the_readiness_probe_needs_to_notice()
    {
        var probe = s_kubernetes[s_kubernetes.IndexOf("readinessProbe", StringComparison.Ordinal)..];
        probe = probe[..probe.IndexOf("livenessProbe", StringComparison.Ordinal)];

        var noticed = Figure(probe, @"periodSeconds: (\d+)") * Figure(probe, @"failureThreshold: (\d+)") + Figure(probe, @"timeoutSeconds: (\d+)");

        Assert.True(Drain() > noticed, $"The delay of {Drain()} s ends before the {noticed} s of the probe.");
    }

    [Fact]
    public void The_programs_arguments_paths_and_port_exist()
    {
        var usage = Read("../CommandLine.cs");
        var server = Read("../Web/WebServer.cs");
        Assert.All(Found(@"(--[a-z][a-z-]+)", s_kubernetes + s_service + s_docker[s_docker.IndexOf("\nENTRYPOINT", StringComparison.Ordinal)..]),
            argument => Assert.True(argument == "--settings" || usage.Contains(argument + " ", StringComparison.Ordinal), argument));
        Assert.All(Found(@"path: (/\w+z),", s_kubernetes), path => Assert.Contains($"MapGet(\"{path}\"", server, StringComparison.Ordinal));
        Assert.Single(Found(@"port: (\d+)|containerPort: (\d+)|0\.0\.0\.0:(\d+)|EXPOSE (\d+)", s_kubernetes + s_docker).Distinct(StringComparer.Ordinal));
    }

    private static double Drain() => Figure(s_kubernetes, @"""--drain-seconds"", ""(\d+)""");

    private static double Figure(string text, string pattern) => double.Parse(Assert.Single(Found(pattern, text)), CultureInfo.InvariantCulture);

    private static List<string> Found(string pattern, string text)
    {
        var found = Regex.Matches(text, pattern, RegexOptions.Multiline, TimeSpan.FromSeconds(5))
            .Select(match => match.Groups.Values.Skip(1).First(group => group.Success).Value).ToList();
        Assert.NotEmpty(found);
        return found;
    }

    private static string Read(string file, [CallerFilePath] string test = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(test)!, "../../../samples/Shortener/deploy", file)).ReplaceLineEndings("\n");
}
