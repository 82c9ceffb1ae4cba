using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lifecycle.Hosting.Tests.Kit;

/// <summary>Hosts with a journal among their services.</summary>
internal static class Hosts
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <summary>A host without anything, as <c>Host.CreateEmptyApplicationBuilder</c> makes it.</summary>
    public static HostApplicationBuilder Empty(Journal journal, params (string Key, string Value)[] configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(journal);
        foreach (var (key, value) in configuration)
            builder.Configuration[key] = value;

        return builder;
    }

    /// <summary>Ends a test that hangs. Never waited for when it passes.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(s_limit);

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(s_limit);
}
