namespace Lifecycle.Tool.Tests;

/// <summary>The runtime folder of the user as this process and those that it starts see it: one of the tests, which run one after another.</summary>
[CollectionDefinition(nameof(RuntimeFolder))]
public sealed class RuntimeFolder : ICollectionFixture<RuntimeFolder>, IDisposable
{
    private const string Variable = "XDG_RUNTIME_DIR";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public RuntimeFolder() => Environment.SetEnvironmentVariable(Variable, _folder.Location);

    public string Location => _folder.Location;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _folder.Dispose();
    }
}
