namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>A service with what services have; each test gives it members of its own.</summary>
internal static class ServiceClass
{
    public static Project With(string members) => Project.With($$"""
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Runtime.CompilerServices;
        using System.Threading.Channels;

        [Unit]
        public sealed partial class Service(HttpClient http, Feed feed)
        {
            private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();
            private readonly SemaphoreSlim _gate = new(1);
            private int _count;

            {{members.ReplaceLineEndings("\n    ").Replace("\n    \n", "\n\n", StringComparison.Ordinal)}}

            public override string ToString() => $"{http.BaseAddress}{feed}{_numbers.Reader.Count}{_gate.CurrentCount}{_count}";

            private static Task StepAsync(object what, CancellationToken ct) => Task.Delay(what.ToString()!.Length, ct);
            private static async Task<int> CountAsync(CancellationToken ct) { await Task.Delay(1, ct); return 1; }
            private static ValueTask WriteAsync(CancellationToken ct) => new(Task.Delay(1, ct));
        }

        public sealed class Feed
        {
            public event EventHandler? Changed;
            public void Raise() => Changed?.Invoke(this, EventArgs.Empty);
        }

        public sealed class Connection : IAsyncDisposable
        {
            public static async Task<Connection> OpenAsync(CancellationToken ct) { await Task.Delay(1, ct); return new Connection(); }
            public Task CloseAsync(CancellationToken ct = default) => Task.Delay(1, ct);
            public Task PumpAsync(CancellationToken ct = default) => Task.Delay(1, ct);
            public ValueTask DisposeAsync() => default;
        }
        """);
}
