using System.Globalization;
using Lifecycle.Core.Units;

namespace Lifecycle.Core.Emission;

/// <summary>The options of a hook as an object initialiser: what is set, and nothing else.</summary>
internal static class HookOptionsPrinter
{
    /// <summary>The text, with a leading space; empty where nothing is set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="custom">The custom phase of the hook; <see langword="null"/> for one of a built-in phase.</param>
    public static string Text(HookOptions options, CustomHook? custom)
    {
        var none = HookOptions.None;
        var set = new List<string>();
        if (custom is not null)
            set.Add($"Phase = {WorkerSurface.Literal(custom.Key)}");
        Add(nameof(options.TimeoutSeconds), options.TimeoutSeconds, none.TimeoutSeconds, Seconds);
        Add(nameof(options.Retries), options.Retries, none.Retries, Count);
        Add(nameof(options.RetryDelaySeconds), options.RetryDelaySeconds, none.RetryDelaySeconds, Seconds);
        Add(nameof(options.OnFailure), options.OnFailure, none.OnFailure, policy => $"global::Lifecycle.FailurePolicy.{policy}");
        Add(nameof(options.OnCompletion), options.OnCompletion, none.OnCompletion, policy => $"global::Lifecycle.CompletionPolicy.{policy}");
        Add(nameof(options.EndsInDrain), options.EndsInDrain, none.EndsInDrain, _ => "true");
        Add(nameof(options.MaxRestarts), options.MaxRestarts, none.MaxRestarts, Count);
        Add(nameof(options.RestartWindowSeconds), options.RestartWindowSeconds, none.RestartWindowSeconds, Seconds);
        Add(nameof(options.RestartDelaySeconds), options.RestartDelaySeconds, none.RestartDelaySeconds, Seconds);
        Add(nameof(options.CacheSeconds), options.CacheSeconds, none.CacheSeconds, Seconds);
        Add("Backoff", options.ExponentialBackoff, none.ExponentialBackoff, _ => "global::Lifecycle.Backoff.Exponential");
        Add(nameof(options.Jitter), options.Jitter, none.Jitter, _ => "true");
        return set.Count == 0 ? "" : $" {{ {string.Join(", ", set)} }}";

        void Add<T>(string name, T value, T unset, Func<T, string> write)
        {
            if (!EqualityComparer<T>.Default.Equals(value, unset))
                set.Add($"{name} = {write(value)}");
        }
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(double value) =>
        double.IsNaN(value) ? "double.NaN"
            : double.IsInfinity(value) ? value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
            : value.ToString("R", CultureInfo.InvariantCulture);
}
