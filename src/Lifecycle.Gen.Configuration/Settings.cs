using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Lifecycle;

/// <summary>
/// The base of a unit that reads the settings of a program: in the phase <see cref="PreStartupAttribute"/>, so before anything starts, and again in every
/// reload of the worker. Settings that cannot be read or are wrong fail the start, or the reload. Where the unit is an
/// <see cref="IValidateOptions{TOptions}"/>, whether <c>[OptionsValidator]</c> writes that or the program, it checks what was read.
/// </summary>
/// <remarks>
/// The configuration is an input of the worker, and in a host one of its services. The other units take an <see cref="ISettings{T}"/>.
/// </remarks>
/// <typeparam name="T">The class that the settings are bound to.</typeparam>
public abstract class Settings<T> : ISettings<T>
    where T : class
{
    private readonly IConfiguration _configuration;
    private readonly IConfiguration _section;
    private readonly string _path;
    private IDisposable? _watch;
    private Dictionary<string, string?>? _read;
    private T? _current;

    /// <summary>Settings of a section.</summary>
    /// <param name="configuration">The configuration. A reload of the worker reloads its sources too, if it is a root.</param>
    /// <param name="section">The key of the section; empty for the whole configuration.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    protected Settings(IConfiguration configuration, string section = "")
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(section);
        _configuration = configuration;
        _path = section;
        _section = section.Length == 0 ? configuration : configuration.GetSection(section);
    }

    /// <inheritdoc/>
    public T Current => _current ?? throw new InvalidOperationException(
        $"The settings {typeof(T)} are not read yet: they are from the phase PreStartup on, and a constructor runs before it.");

    /// <summary>Whether a source that changes reloads the worker, if it changes a value of these settings. Default: <see langword="false"/>.</summary>
    protected virtual bool ReloadsOnChange => false;

    /// <summary>
    /// Binds the settings: <c>section.Get&lt;T&gt;()</c>, written in the program, where the generator of <c>Microsoft.Extensions.Configuration.Binder</c>
    /// replaces the call at compile time.
    /// </summary>
    /// <param name="section">The section.</param>
    /// <returns>The settings; <see langword="null"/> if the section has none, which is a fault.</returns>
    protected abstract T? Bind(IConfiguration section);

    /// <summary>Called by generated code: reads and checks the settings.</summary>
    /// <exception cref="SettingsException">They cannot be read, or break a rule.</exception>
    [PreStartup]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Load()
    {
        if (_read is not null && _configuration is IConfigurationRoot root)
            root.Reload();

        _read = Snapshot();
        _current = Checked(Read());
    }

    /// <summary>Called by generated code: watches the sources, if asked to.</summary>
    /// <param name="worker">Is to reload.</param>
    [OnStartup]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Watch(IWorkerContext worker)
    {
        if (!ReloadsOnChange)
            return;

        _watch = ChangeToken.OnChange(_configuration.GetReloadToken, ReloadIfChanged, worker);
        ReloadIfChanged(worker); // It may have changed since it was read.
    }

    /// <summary>Called by generated code: watches no longer.</summary>
    [OnShutdown]
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Unwatch()
    {
        _watch?.Dispose();
        _watch = null;
    }

    private T Read()
    {
        try
        {
            return Bind(_section) ?? throw new SettingsException(
                $"{(_path.Length == 0 ? "The configuration" : _path)} has no settings: none of its sources has a key of it.");
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsException(new SettingsFault(_configuration, _path, typeof(T).Name).Unreadable(e));
        }
    }

    private T Checked(T settings)
    {
        if (this is not IValidateOptions<T> validator)
            return settings;

        var result = validator.Validate(name: null, settings);
        if (!result.Failed)
            return settings;

        var fault = new SettingsFault(_configuration, _path, typeof(T).Name);
        var lines = new List<string>();
        foreach (var failure in result.Failures)
            lines.Add(fault.Broken(failure));

        throw new SettingsException(lines.Count == 1
            ? lines[0]
            : string.Create(CultureInfo.InvariantCulture, $"{lines.Count} settings are wrong:\n  {string.Join("\n  ", lines)}"));
    }

    private void ReloadIfChanged(IWorkerContext worker)
    {
        if (!IsAsRead(Snapshot()))
            worker.RequestReload();
    }

    private bool IsAsRead(Dictionary<string, string?> now)
    {
        if (now.Count != _read!.Count)
            return false;

        foreach (var (key, value) in now)
        {
            if (!_read.TryGetValue(key, out var before) || before != value)
                return false;
        }

        return true;
    }

    private Dictionary<string, string?> Snapshot()
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in _section.AsEnumerable())
            values[key] = value;

        return values;
    }
}
