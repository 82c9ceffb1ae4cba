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

        // The first jump waits for what the time is to run out of: a timer may be set before that has begun.
        public sealed class JumpingTime(Task mayJump) : TimeProvider
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

            private Task MayJump => mayJump;

            private sealed class Timer(JumpingTime time, TimerCallback callback, object? state) : ITimer
            {
                private int _version;

                public bool Change(TimeSpan dueTime, TimeSpan period)
                {
                    var version = Interlocked.Increment(ref _version);
                    if (dueTime >= TimeSpan.Zero)
                        time.MayJump.ContinueWith(_ => Fire(version, dueTime), TaskScheduler.Default);
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

    /// <param name="units">The units. With a limit of the start, the hook that exceeds it sets <c>Test.Reached</c>.</param>
    /// <param name="act">What is done with the server.</param>
    /// <param name="jumps">Whether the clock jumps to the next timer.</param>
    /// <param name="startup">The limit of the start, in seconds.</param>
    public static Task<List<string>> RunAsync(string units, string act, bool jumps = false, int startup = 0)
    {
        var mayJump = startup > 0 ? "Test.Reached.Task" : "Task.CompletedTask";
        var options = jumps ? $"TimeProvider = new JumpingTime({mayJump}), StartupTimeoutSeconds = {startup}" : "";
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
