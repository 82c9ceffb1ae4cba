using System.Diagnostics;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes programs into a temporary folder and builds them there, outside the repository's own build rules.</summary>
internal sealed class ProgramBuild : IDisposable
{
    private const string HostVersion = "10.0.14";
    private readonly string _folder = Directory.CreateTempSubdirectory("lifecycle-bench-").FullName;
    private readonly Dictionary<string, string> _built = new(StringComparer.Ordinal);
    private readonly Repository _repository = Repository.Find();
    private bool _runtimeIsBuilt;

    /// <summary>The path of the executable; builds it at the first call.</summary>
    public string Executable(ProgramSpec spec)
    {
        if (_built.TryGetValue(spec.Name, out var executable))
            return executable;

        BuildRuntime();
        Console.Error.WriteLine($"  building {spec.Name}");
        var folder = Path.Combine(_folder, spec.Name);
        Directory.CreateDirectory(folder);
        var graph = spec.Graph;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), ProgramWriter.Write(spec, graph));
        if (spec.Peer != Peer.Hello)
            File.WriteAllText(Path.Combine(folder, "Units.cs"), UnitWriter.Write(spec, graph));
        var project = Path.Combine(folder, $"{spec.Name}.csproj");
        File.WriteAllText(project, ProjectFile(spec));

        var output = Path.Combine(folder, "out");
        Dotnet(spec.Native
            ? ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", output, "-v", "q", "-nologo"]
            : ["build", project, "-c", "Release", "-o", output, "-v", "q", "-nologo"]);

        // What the package has for this runtime, and a program that uses the package gets.
        if (spec is { Peer: Peer.Ours, Native: false })
            File.Copy(_repository.PrecompiledRuntime, Path.Combine(output, Path.GetFileName(_repository.PrecompiledRuntime)), overwrite: true);

        return _built[spec.Name] = Path.Combine(output, spec.Name);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Both builds of the runtime: the programs name its DLLs, so that they need not build it again and again.</summary>
    private void BuildRuntime()
    {
        if (_runtimeIsBuilt)
            return;

        var runtime = Path.Combine(_repository.Root, "src", "Lifecycle.Gen", "Lifecycle.Gen.csproj");
        Dotnet(["build", runtime, "-c", "Release", "-v", "q", "-nologo"]);
        Dotnet(["build", runtime, "-c", "Release", "-f", "net10.0", "-t:Precompile", "-v", "q", "-nologo"]);
        _runtimeIsBuilt = true;
    }

    private string ProjectFile(ProgramSpec spec)
    {
        var framework = spec.Native ? "net9.0" : "net10.0";
        var inProgram = Path.Combine(_repository.Root, "tests", "Lifecycle.Gen.Benchmarks", "Programs", "InProgram");
        var references = spec.Peer switch
        {
            Peer.Ours => $"""
                <Reference Include="{_repository.Runtime(spec.Native ? "net8.0" : "net10.0")}" />
                <Analyzer Include="{Repository.Generator}" />
                <Analyzer Include="{Repository.Core}" />
                <PackageReference Include="Microsoft.Extensions.Logging.Abstractions" Version="{HostVersion}" />
                """,
            Peer.Host => $"""<PackageReference Include="Microsoft.Extensions.Hosting" Version="{HostVersion}" />""",
            Peer.HandWritten => $"""<Compile Include="{inProgram}/HandWrittenApp.cs" />""",
            _ => "",
        };
        var probe = spec.Measure == Measure.Warm ? $"""<Compile Include="{inProgram}/WarmProbe.cs" />""" : "";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <LangVersion>latest</LangVersion>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishAot>{(spec.Native ? "true" : "false")}</PublishAot>
                <DebugType>none</DebugType>
                <RollForward>Major</RollForward>
              </PropertyGroup>
              <ItemGroup>
                {references}
                <Compile Include="{inProgram}/ISubject.cs" />
                {probe}
              </ItemGroup>
            </Project>
            """;
    }

    private static void Dotnet(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);
    }
}
