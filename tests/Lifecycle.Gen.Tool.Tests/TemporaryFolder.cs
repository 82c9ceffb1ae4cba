namespace Lifecycle.Tool.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("lifecycle-tool-tests-").FullName;

    public string Write(string name, string text)
    {
        var path = Path.Combine(Location, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
