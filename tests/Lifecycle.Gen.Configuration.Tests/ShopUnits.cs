using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Lifecycle.Configuration.Tests;

public sealed class ShopOptions
{
    [Required]
    public string Name { get; set; } = "";

    [Range(1, 100)]
    public int Size { get; set; } = 10;

    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    [MinLength(8)]
    public string? ApiKey { get; set; }

    [ValidateObjectMembers]
    public LimitOptions Limits { get; set; } = new();
}

public sealed class LimitOptions
{
    [Range(0, 10)]
    public double Rate { get; set; } = 1;

    public int Secret { get; set; }
}

[Unit, OptionsValidator]
public sealed partial class ShopSettings(IConfiguration configuration) : Settings<ShopOptions>(configuration, "Shop"), IValidateOptions<ShopOptions>
{
    protected override ShopOptions? Bind(IConfiguration section) => section.Get<ShopOptions>();
}

[Unit]
public sealed partial class Counter(ISettings<ShopOptions> settings)
{
    public IList<int> Sizes { get; } = [];

    [OnStartup] private void Begin() => Sizes.Add(settings.Current.Size);
}

[Worker, Mixin<Counter>]
public sealed partial class Shop;

/// <summary>Of the whole configuration, with a check of its own, and reloading.</summary>
[Unit]
public sealed partial class RootSettings(IConfiguration configuration) : Settings<LimitOptions>(configuration), IValidateOptions<LimitOptions>
{
    public int Reads { get; private set; }

    protected override bool ReloadsOnChange => true;

    public ValidateOptionsResult Validate(string? name, LimitOptions options) =>
        options.Rate > 5 ? ValidateOptionsResult.Fail("More than 5 a second is too much.") : ValidateOptionsResult.Success;

    protected override LimitOptions? Bind(IConfiguration section)
    {
        Reads++;
        return section.Get<LimitOptions>();
    }
}

[Worker, Mixin<RootSettings>]
public sealed partial class Limiter;
