using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Shortener;

/// <summary>A rule about a text. What is not set is right.</summary>
internal abstract class TextRule(string expected) : ValidationAttribute($"It must be {expected}.")
{
    public sealed override bool IsValid(object? value) => value is not string text || IsRight(text);

    protected abstract bool IsRight(string text);
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class EndPointAttribute() : TextRule("an address and a port, such as 127.0.0.1:5080")
{
    // IPEndPoint.TryParse takes a bare address as port 0; a forgotten port shall not become a random one.
    protected override bool IsRight(string text) => IPEndPoint.TryParse(text, out var found) && text.EndsWith($":{found.Port}", StringComparison.Ordinal);
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class BaseUrlAttribute() : TextRule("an http or https address without user, query and fragment")
{
    protected override bool IsRight(string text) => LinkUrl.TryNormalize(text, out var url) && new Uri(url) is { UserInfo: "", Query: "", Fragment: "" };
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class HostsAttribute() : TextRule("names or addresses with commas between them, such as sho.rt,localhost")
{
    public static IReadOnlyList<HostString> Split(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(host => new HostString(host))];

    protected override bool IsRight(string text) => Split(text).All(static host =>
        Uri.CheckHostName(host.Host) != UriHostNameType.Unknown && host.Value == host.Host + (host.Port is { } port ? $":{port}" : ""));
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class FileNameAttribute() : TextRule("a file name")
{
    protected override bool IsRight(string text) => text.Length > 0 && !text.EndsWith('/') && !text.Contains('\0');
}

[AttributeUsage(AttributeTargets.Property)]
internal sealed class PostgresConnectionAttribute() : TextRule("a PostgreSQL connection string")
{
    protected override bool IsRight(string text)
    {
        try
        {
            // The builder checks each value, and the source whether they go together; it opens no connection.
            using var source = PostgresDatabase.Build(text);
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }
}
