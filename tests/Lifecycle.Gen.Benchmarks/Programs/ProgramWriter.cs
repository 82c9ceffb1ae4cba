using Lifecycle.Benchmarks.Programs.Peers;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes the main part of a program, around that in which the peers differ.</summary>
internal static class ProgramWriter
{
    public static string Write(ProgramSpec spec, Graph graph) => spec.Program is { } peer
        ? Usings(peer) + peer.Subject(spec, graph) + (spec.Measure == Measure.Warm ? WarmMain : FirstRunMain(peer))
        : Hello;

    private static string Usings(PeerProgram peer) => $"""
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.Threading;
        using System.Threading.Tasks;
        {peer.Usings}

        namespace Measured;


        """;

    private const string Hello = """
        using System;
        using System.Threading;

        Console.WriteLine("started " + System.Diagnostics.Stopwatch.GetTimestamp());
        if (args.Length > 0)
            Thread.Sleep(Timeout.Infinite);
        """;

    // The program says "started" once all units are up, and serves until it gets a stop signal, or ends at once.
    private static string FirstRunMain(PeerProgram peer) => $$"""

        public static class Program
        {
            private static bool s_serve;

            public static async Task Main(string[] args)
            {
                s_serve = args.Length > 0 && args[0] == "serve";
                string variant = args.Length > 1 ? args[1] : "";
                long began = Stopwatch.GetTimestamp();
                {{peer.RunOnce}}
                long took = Stopwatch.GetTimestamp() - began;
                Console.WriteLine("cycle " + took);
            }

            public static Task StartedAsync(CancellationToken stopping)
            {
                if (!s_serve)
                    return Task.CompletedTask;

                Console.WriteLine("started " + Stopwatch.GetTimestamp());
                return Task.Delay(Timeout.Infinite, stopping);
            }
        }
        """;

    private const string WarmMain = """

        public static class Program
        {
            public static Task Main(string[] args) => WarmProbe.MainAsync(args[0], new Subject(args.Length > 1 ? args[1] : ""));
        }
        """;
}
