using System.Diagnostics;

namespace Lifecycle.Cluster.Program.Fleet;

/// <summary>Waits for what other processes do. They tell nothing but what they write into files, so that these are looked at again and again.</summary>
internal static class Polling
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(5);

    /// <param name="find">Finds what is waited for; <see langword="null"/> where it is not there yet.</param>
    /// <param name="guard">How long only a hang takes.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="log">What has happened, for the error.</param>
    /// <exception cref="TimeoutException">It was not there in time.</exception>
    public static async Task<T> WaitAsync<T>(Func<T?> find, TimeSpan guard, string what, Func<string> log)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (find() is { } found)
                return found;

            if (watch.Elapsed > guard)
                throw new TimeoutException($"Not so after {guard}: {what}.\n{log()}");

            await Task.Delay(s_between);
        }
    }
}
