using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Shortener;

/// <summary>Where settings come from: arguments before environment variables before a JSON file.</summary>
internal static class SettingsSources
{
    private const string Prefix = "SHORTENER_";
    private const string FileKey = "settings";

    /// <exception cref="ProblemException">A source cannot be read.</exception>
    public static IConfigurationRoot Open(CommandLine line)
    {
        var first = new ConfigurationBuilder().Add(new EnvironmentSource()).AddCommandLine(ArgumentsOf(line)).Build();
        if (first[FileKey] is not { } path)
            return first;

        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(path), optional: false, reloadOnChange: line.Watches)
                .Add(new EnvironmentSource())
                .AddCommandLine(ArgumentsOf(line))
                .Build();
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ProblemException($"The settings file {(path.Length > 0 ? path : "''")} cannot be read: {problem.GetBaseException().Message}");
        }
    }

    private static string[] ArgumentsOf(CommandLine line) => [.. line.Settings.Select(static setting => $"--{setting.Key}={setting.Value}")];

    private sealed class EnvironmentSource : IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider();

        /// <summary>SHORTENER_CACHE_SIZE is cache-size.</summary>
        private sealed class Provider() : EnvironmentVariablesConfigurationProvider(Prefix)
        {
            public override void Load()
            {
                base.Load();
                ThrowOnTwice();
                Data = Data.Select(static pair => KeyValuePair.Create(pair.Key.Replace('_', '-').ToLowerInvariant(), pair.Value))
                    .Where(static pair => !IsOfKubernetes(pair.Key))
                    .ToDictionary(StringComparer.OrdinalIgnoreCase);
            }

            public override string ToString() => $"environment, {Prefix}";

            // It sets these in every container of a namespace that has a service named shortener.
            private static bool IsOfKubernetes(string name) =>
                name is "port" || name.StartsWith("port-", StringComparison.Ordinal) || name.StartsWith("service-", StringComparison.Ordinal);

            private static void ThrowOnTwice()
            {
                var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
                {
                    var name = (string)variable.Key;
                    if (name.StartsWith(Prefix, StringComparison.Ordinal) && !names.Add(name))
                        throw new ProblemException($"{name.ToUpperInvariant()} is there twice.");
                }
            }
        }
    }
}
