namespace Lifecycle.Package.Tests;

/// <summary>A console project outside the repository, as somebody makes it who knows the package and nothing else.</summary>
public sealed class StrangerProject
{
    private readonly string _folder;

    /// <param name="package">The package that the project references.</param>
    /// <param name="name">The name of folder, project and program.</param>
    /// <param name="framework">The target framework.</param>
    /// <param name="program">The contents of Program.cs.</param>
    public StrangerProject(PackedPackage package, string name, string framework, string program)
    {
        Name = name;
        _folder = package.CreateFolder(name);

        // Beside the machine's own sources, which it inherits.
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="lifecycle-gen-under-test" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        Write($"{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RollForward>Major</RollForward>
                <InvariantGlobalization>true</InvariantGlobalization>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{PackedPackage.Id}" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", program);
    }

    public string Name { get; }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    public Task<CommandResult> BuildAsync(params string[] arguments) =>
        DotnetCommand.RunAsync(_folder, ["build", "-v", "minimal", "-clp:NoSummary", .. arguments]);

    public Task<CommandResult> RunAsync(params string[] arguments) => DotnetCommand.RunAsync(_folder, ["run", "--no-build", .. arguments]);

    /// <summary>Builds and runs the project, and again at each change.</summary>
    public DotnetWatch Watch(params string[] arguments) => new(_folder, arguments);

    /// <summary>Publishes into a folder of the project.</summary>
    public Task<CommandResult> PublishAsync(string folder, params string[] arguments) =>
        DotnetCommand.RunAsync(_folder, ["publish", "-c", "Release", "-o", folder, "-v", "minimal", .. arguments]);

    /// <summary>Runs what was published, and gives the names of the methods that the JIT compiled for the first time.</summary>
    public async Task<(CommandResult Run, string[] Compiled)> RunPublishedAsync(string folder)
    {
        var list = Path.Combine(_folder, folder, "jit.txt");
        var run = await DotnetCommand.RunProgramAsync(
            "env", _folder, "DOTNET_JitDisasmSummary=1", $"DOTNET_JitStdOutFile={list}", Path.Combine(_folder, folder, Name));
        return (run, [.. File.ReadLines(list).Where(line => line.Contains("Tier0", StringComparison.Ordinal))]);
    }

    public Task<CommandResult> PublishNativeAsync(string framework, string runtime) =>
        DotnetCommand.RunAsync(_folder, "publish", "-c", "Release", "-r", runtime, "-f", framework, "-p:PublishAot=true", "-v", "minimal");

    public Task<CommandResult> RunNativeAsync(string framework, string runtime) =>
        DotnetCommand.RunProgramAsync(NativeBinary(framework, runtime), _folder);

    public string NativeBinary(string framework, string runtime) => Path.Combine(_folder, "bin", "Release", framework, runtime, "publish", Name);
}
