namespace Lifecycle.Generator.Tests;

/// <summary>Runs units with a mistake on the real engine, and gives what they log; a clock that jumps to the next timer lets time run out at once.</summary>
internal static class RuleConsequence
{
    private const string Kit = """

        public static partial class Test
        {
            public static readonly TaskCompletionSource Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
            public static readonly TaskCompletionSource Reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            public static volatile bool End;

            public static async Task TryAsync(string what, Func<Task> act)
            {
                try
                {
                    await act();
                    Log.Add(what);
                }
                catch (Exception error)
                {
                    var named = error as LifecycleException;
                    Log.Add($"{what}: {error.GetType().Name} {named?.Unit} {named?.Hook}".TrimEnd());
                }
            }
        }

        public sealed class JumpingTime : TimeProvider
        {
            private long _now;

            public override long TimestampFrequency => TimeSpan.TicksPerSecond;

            public override long GetTimestamp() => Interlocked.Read(ref _now);

            public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(GetTimestamp());

            public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            {
                var timer = new Timer(this, callback, state);
                timer.Change(dueTime, period);
                return timer;
            }

            private sealed class Timer(JumpingTime time, TimerCallback callback, object? state) : ITimer
            {
                private int _version;

                public bool Change(TimeSpan dueTime, TimeSpan period)
                {
                    var version = Interlocked.Increment(ref _version);
                    if (dueTime >= TimeSpan.Zero)
                        ThreadPool.QueueUserWorkItem(_ => Fire(version, dueTime));
                    return true;
                }

                public void Dispose() => Interlocked.Increment(ref _version);

                public ValueTask DisposeAsync() { Dispose(); return default; }

                private void Fire(int version, TimeSpan due)
                {
                    if (Volatile.Read(ref _version) != version)
                        return;

                    Interlocked.Add(ref time._now, due.Ticks);
                    callback(state);
                }
            }
        }
        """;

    public static Task<List<string>> RunAsync(string units, string act, bool jumps = false, int startup = 0)
    {
        var options = jumps ? $"TimeProvider = new JumpingTime(), StartupTimeoutSeconds = {startup}" : "";
        return Execution.LogOf("using System;\nusing System.IO;\n" + units + Kit + $$"""

        [Worker] public sealed partial class Server;

        public static partial class Test
        {
            public static async Task GoAsync()
            {
                await using var server = new Server(new WorkerOptions { {{options}} });
                try
                {
                    {{act}}
                }
                finally
                {
                    End = true;
                }
            }
        }
        """);
    }
}
