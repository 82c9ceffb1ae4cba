namespace Lifecycle.Package.Tests;

/// <summary>A console project outside the repository, with the package and nothing else of the repository.</summary>
public sealed class StrangerProject : StrangerFolder
{
    /// <param name="package">The package that the project references.</param>
    /// <param name="name">The name of folder, project and program.</param>
    /// <param name="framework">The target framework.</param>
    /// <param name="program">The contents of Program.cs.</param>
    public StrangerProject(PackedPackage package, string name, string framework, string program)
        : base(package, name)
    {
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

    public Task<CommandResult> BuildAsync(params string[] arguments) =>
        DotnetAsync(["build", "-v", "minimal", "-clp:NoSummary", .. arguments]);

    public Task<CommandResult> RunAsync(params string[] arguments) => DotnetAsync(["run", "--no-build", .. arguments]);

    /// <summary>Builds and runs the project, and again at each change.</summary>
    public RunningProgram Watch(params string[] arguments) => Start("dotnet", ["watch", "--non-interactive", .. arguments, "run"]);

    /// <summary>Publishes into a folder of the project.</summary>
    public Task<CommandResult> PublishAsync(string folder, params string[] arguments) =>
        DotnetAsync(["publish", "-c", "Release", "-o", folder, "-v", "minimal", .. arguments]);

    /// <summary>Runs what was published, and gives the names of the methods that the JIT compiled for the first time.</summary>
    public async Task<(CommandResult Run, string[] Compiled)> RunPublishedAsync(string folder)
    {
        var list = PathOf(Path.Combine(folder, "jit.txt"));

        // The runtime would write behind what an earlier run wrote.
        File.Delete(list);
        var run = await DotnetCommand.RunProgramAsync(
            "env", Location, "DOTNET_JitDisasmSummary=1", $"DOTNET_JitStdOutFile={list}", PathOf(Path.Combine(folder, Name)));
        return (run, [.. File.ReadLines(list).Where(line => line.Contains("Tier0", StringComparison.Ordinal))]);
    }

    public Task<CommandResult> PublishNativeAsync(string framework, string runtime) =>
        DotnetAsync("publish", "-c", "Release", "-r", runtime, "-f", framework, "-p:PublishAot=true", "-p:IlcGenerateMapFile=true", "-v", "minimal");

    public Task<CommandResult> RunNativeAsync(string framework, string runtime) =>
        DotnetCommand.RunProgramAsync(NativeBinary(framework, runtime), Location);

    /// <summary>What is in the native binary, as names.</summary>
    public string NativeMap(string framework, string runtime) =>
        File.ReadAllText(PathOf(Path.Combine("obj", "Release", framework, runtime, "native", Name + ".map.xml")));

    public string NativeBinary(string framework, string runtime) => PathOf(Path.Combine("bin", "Release", framework, runtime, "publish", Name));
}
