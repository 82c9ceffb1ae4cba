using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lifecycle.Hosting;

/// <summary>
/// The inputs of a worker from the services and the configuration of a host. Only generated code calls it. What is missing is noted, and reported when all
/// inputs were asked for.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class WorkerInputs
{
    private readonly IServiceProvider _services;
    private readonly string _worker;
    private readonly IConfiguration? _configuration;
    private List<string>? _faults;

    internal WorkerInputs(IServiceProvider services, string worker)
    {
        _services = services;
        _worker = worker;
        _configuration = (IConfiguration?)services.GetService(typeof(IConfiguration));
    }

    /// <summary>A service.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public T Service<T>(string type, string label)
    {
        if (_services.GetService(typeof(T)) is T service)
            return service;

        AddFault(label, $"add it to the services, as with AddSingleton<{type}>(…)");
        return default!;
    }

    /// <summary>A service that may be missing.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? Service<T>(string type, string label, T? otherwise)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(label);
        return _services.GetService(typeof(T)) is T service ? service : otherwise;
    }

    /// <summary>A service of one instance of a unit: the one with the name of the instance as its key, else the one without a key.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="instance">The name of the instance.</param>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public T KeyedService<T>(string instance, string type, string label)
    {
        if (FindKeyed<T>(instance, out var service))
            return service;

        AddFault(label, $"add it to the services, as with AddKeyedSingleton<{type}>(\"{instance}\", …) or AddSingleton<{type}>(…) for all instances");
        return default!;
    }

    /// <summary>A service of one instance of a unit that may be missing.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="instance">The name of the instance.</param>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? KeyedService<T>(string instance, string type, string label, T? otherwise)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(label);
        return FindKeyed<T>(instance, out var service) ? service : otherwise;
    }

    /// <summary>A service of a type of which the worker takes several: the one with a key.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="name">The name of the input, which is the key.</param>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public T NamedService<T>(string name, string type, string label)
    {
        if (Keyed(typeof(T), name) is T service)
            return service;

        AddFault(label, $"add it to the services by its name, as with AddKeyedSingleton<{type}>(\"{name}\", …)");
        return default!;
    }

    /// <summary>A service of a type of which the worker takes several, and that may be missing.</summary>
    /// <typeparam name="T">The type of the service.</typeparam>
    /// <param name="name">The name of the input, which is the key.</param>
    /// <param name="type">The type as C# writes it, for messages.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public T? NamedService<T>(string name, string type, string label, T? otherwise)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(label);
        return Keyed(typeof(T), name) is T service ? service : otherwise;
    }

    /// <summary>A text.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public string Text(string name, string label) => Required(name, label) ?? "";

    /// <summary>A text that may be missing.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    [return: NotNullIfNotNull(nameof(otherwise))]
    public string? Text(string name, string label, string? otherwise)
    {
        ArgumentNullException.ThrowIfNull(label);
        return Find(name) ?? otherwise;
    }

    /// <summary>A number, a time, a truth value and the like.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public T Value<T>(string name, string label)
        where T : struct, IParsable<T> => Required(name, label) is { } text ? Parse<T>(name, label, text) : default;

    /// <summary>A number, a time, a truth value and the like that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public T Value<T>(string name, string label, T otherwise)
        where T : struct, IParsable<T> => Find(name) is { } text ? Parse<T>(name, label, text) : otherwise;

    /// <summary>A number, a time, a truth value and the like that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public T? OptionalValue<T>(string name, string label, T? otherwise)
        where T : struct, IParsable<T> => Find(name) is { } text ? Parse<T>(name, label, text) : otherwise;

    /// <summary>A member of an enumeration, by name or number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public T Choice<T>(string name, string label)
        where T : struct, Enum => Required(name, label) is { } text ? Choose<T>(name, label, text) : default;

    /// <summary>A member of an enumeration that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public T Choice<T>(string name, string label, T otherwise)
        where T : struct, Enum => Find(name) is { } text ? Choose<T>(name, label, text) : otherwise;

    /// <summary>A member of an enumeration that may be missing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public T? OptionalChoice<T>(string name, string label, T? otherwise)
        where T : struct, Enum => Find(name) is { } text ? Choose<T>(name, label, text) : otherwise;

    /// <summary>An absolute or relative address.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public Uri Uri(string name, string label) => Required(name, label) is { } text ? ParseUri(name, label, text) : null!;

    /// <summary>An absolute or relative address that may be missing.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public Uri? Uri(string name, string label, Uri? otherwise) => Find(name) is { } text ? ParseUri(name, label, text) : otherwise;

    /// <summary>A version.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public Version Version(string name, string label) => Required(name, label) is { } text ? ParseVersion(name, label, text) : null!;

    /// <summary>A version that may be missing.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public Version? Version(string name, string label, Version? otherwise) => Find(name) is { } text ? ParseVersion(name, label, text) : otherwise;

    /// <summary>A culture by name.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    public CultureInfo Culture(string name, string label) => Required(name, label) is { } text ? ParseCulture(name, label, text) : null!;

    /// <summary>A culture that may be missing.</summary>
    /// <param name="name">The name of the input.</param>
    /// <param name="label">The input and the units that take it, for messages.</param>
    /// <param name="otherwise">The value if there is none.</param>
    public CultureInfo? Culture(string name, string label, CultureInfo? otherwise) => Find(name) is { } text ? ParseCulture(name, label, text) : otherwise;

    /// <summary>Reports all that is missing.</summary>
    /// <exception cref="InvalidOperationException">Something is.</exception>
    internal void ThrowIfIncomplete()
    {
        if (_faults is null)
            return;

        var message = new StringBuilder(_worker).Append(" cannot be made, because inputs of it are missing or cannot be read:");
        foreach (var fault in _faults)
            message.Append('\n').Append("  ").Append(fault);

        throw new InvalidOperationException(message.ToString());
    }

    private bool FindKeyed<T>(string instance, [MaybeNullWhen(false)] out T service)
    {
        var found = Keyed(typeof(T), instance) ?? _services.GetService(typeof(T));
        service = found is T fitting ? fitting : default;
        return found is T;
    }

    /// <summary>Not every container has services with keys.</summary>
    private object? Keyed(Type type, string name) => (_services as IKeyedServiceProvider)?.GetKeyedService(type, name);

    private T Parse<T>(string name, string label, string text)
        where T : struct, IParsable<T>
    {
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;

        AddUnreadable<T>(name, label);
        return default;
    }

    private T Choose<T>(string name, string label, string text)
        where T : struct, Enum
    {
        if (Enum.TryParse<T>(text, ignoreCase: true, out var value))
            return value;

        AddUnreadable<T>(name, label);
        return default;
    }

    private Uri ParseUri(string name, string label, string text)
    {
        if (System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value))
            return value;

        AddUnreadable<Uri>(name, label);
        return null!;
    }

    private Version ParseVersion(string name, string label, string text)
    {
        if (System.Version.TryParse(text, out var value))
            return value;

        AddUnreadable<Version>(name, label);
        return null!;
    }

    private CultureInfo ParseCulture(string name, string label, string text)
    {
        try
        {
            return CultureInfo.GetCultureInfo(text);
        }
        catch (CultureNotFoundException)
        {
            AddUnreadable<CultureInfo>(name, label);
            return null!;
        }
    }

    private string? Required(string name, string label)
    {
        var text = Find(name);
        if (text is null)
            AddFault(label, $"set {KeyOf(name)} in the configuration");

        return text;
    }

    private string? Find(string name) => _configuration?[KeyOf(name)];

    private string KeyOf(string name) => $"{_worker}:{char.ToUpperInvariant(name[0])}{name[1..]}";

    /// <summary>Without the value, which may be a secret.</summary>
    private void AddUnreadable<T>(string name, string label) => AddFault(label, $"the value of {KeyOf(name)} is no {typeof(T).Name}");

    private void AddFault(string label, string remedy) => (_faults ??= []).Add($"{label}: {remedy}");
}
