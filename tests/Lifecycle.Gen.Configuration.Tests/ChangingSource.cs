using Microsoft.Extensions.Configuration;

namespace Lifecycle.Configuration.Tests;

/// <summary>A source whose values a test changes: read when it is loaded, or announced as a file that is watched is.</summary>
internal sealed class ChangingSource : ConfigurationProvider, IConfigurationSource
{
    public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load() => Data = new Dictionary<string, string?>(Values, StringComparer.OrdinalIgnoreCase);

    public void Announce()
    {
        Load();
        OnReload();
    }

    public override string ToString() => "shop.test";
}
