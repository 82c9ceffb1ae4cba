namespace Lifecycle.Package.Tests;

/// <summary>
/// A folder outside the repository, in which NuGet finds what was packed: a user's folder, which has the packages and nothing else of the repository.
/// </summary>
public class StrangerFolder
{
    public StrangerFolder(PackedPackage package, string name)
    {
        Name = name;
        Location = package.CreateFolder(name);

        // Beside the machine's own sources, which it inherits.
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="lifecycle-gen-under-test" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Name { get; }

    protected string Location { get; }

    public string PathOf(string file) => Path.Combine(Location, file);

    public void Write(string file, string text)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
    }

    /// <summary>Has the project that is here reference a further package, which is in another folder.</summary>
    public void Reference(string id, string version, string feed) => Write("Directory.Build.props", $"""
        <Project>
          <PropertyGroup>
            <RestoreAdditionalProjectSources>{feed}</RestoreAdditionalProjectSources>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{id}" Version="{version}" />
          </ItemGroup>
        </Project>
        """);

    /// <summary>Starts a program that runs until it is stopped.</summary>
    public RunningProgram Start(string program, params string[] arguments) => new(program, Location, arguments);

    public Task<CommandResult> ExecuteAsync(string program, params string[] arguments) => DotnetCommand.RunProgramAsync(program, Location, arguments);

    public Task<CommandResult> DotnetAsync(params string[] arguments) => DotnetCommand.RunAsync(Location, arguments);
}
