using System.Diagnostics;

namespace Lifecycle.Benchmarks.Programs;

/// <summary>Writes programs into a temporary folder and builds them there, outside the repository's own build rules.</summary>
internal sealed class ProgramBuild : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lifecycle-bench-").FullName;
    private readonly Dictionary<string, string> _built = new(StringComparer.Ordinal);
    private readonly Repository _repository = Repository.Find();
    private bool _runtimeIsBuilt;

    /// <summary>The path of the executable; builds it at the first call.</summary>
    public string Executable(ProgramSpec spec)
    {
        if (_built.TryGetValue(spec.Name, out var executable))
            return executable;

        BuildAll([spec]);
        return _built[spec.Name];
    }

    /// <summary>Builds programs that are not native, all in one go, which takes a fraction of building them one by one.</summary>
    public void BuildAll(IReadOnlyCollection<ProgramSpec> specs)
    {
        BuildRuntime();
        var missing = specs.Where(spec => !_built.ContainsKey(spec.Name)).DistinctBy(static spec => spec.Name).ToList();
        if (missing.Count == 0)
            return;

        Console.Error.WriteLine($"  building {string.Join(", ", missing.Select(static spec => spec.Name))}");
        List<string> projects = [.. missing.Select(Write)];
        if (missing is [{ Native: true }])
        {
            Dotnet(["publish", projects[0], "-c", "Release", "-r", "linux-x64", "-o", Output(missing[0]), "-v", "q", "-nologo"]);
        }
        else
        {
            var all = Path.Combine(_folder, "All.proj");
            File.WriteAllText(all, AllProjects(projects));
            Dotnet(["msbuild", all, "-m", "-v:q", "-nologo"]);
        }

        foreach (var spec in missing)
        {
            // What the package has for this runtime, and a program that uses the package gets.
            if (spec is { Peer: Peer.Ours or Peer.Hosted, Native: false })
                File.Copy(_repository.PrecompiledRuntime, Path.Combine(Output(spec), Path.GetFileName(_repository.PrecompiledRuntime)), overwrite: true);

            _built[spec.Name] = Path.Combine(Output(spec), spec.Name);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Both builds of the runtime: the programs name its DLLs, so that they need not build it again and again.</summary>
    private void BuildRuntime()
    {
        if (_runtimeIsBuilt)
            return;

        var runtime = Path.Combine(_repository.Root, "src", "Lifecycle.Gen", "Lifecycle.Gen.csproj");
        var hosting = Path.Combine(_repository.Root, "src", "Lifecycle.Gen.Hosting", "Lifecycle.Gen.Hosting.csproj");
        Dotnet(["build", hosting, "-c", "Release", "-v", "q", "-nologo"]);
        Dotnet(["build", runtime, "-c", "Release", "-f", "net10.0", "-t:Precompile", "-v", "q", "-nologo"]);
        _runtimeIsBuilt = true;
    }

    private string Output(ProgramSpec spec) => Path.Combine(_folder, spec.Name, "out");

    /// <summary>Writes a program. The result is its project.</summary>
    private string Write(ProgramSpec spec)
    {
        var folder = Path.Combine(_folder, spec.Name);
        Directory.CreateDirectory(folder);
        var graph = spec.Graph;
        File.WriteAllText(Path.Combine(folder, "Program.cs"), ProgramWriter.Write(spec, graph));
        if (spec.Peer != Peer.Hello)
            File.WriteAllText(Path.Combine(folder, "Units.cs"), UnitWriter.Write(spec, graph));
        var project = Path.Combine(folder, $"{spec.Name}.csproj");
        File.WriteAllText(project, ProjectFile(spec));
        return project;
    }

    private static string AllProjects(IEnumerable<string> projects) => $"""
        <Project DefaultTargets="Build">
          <ItemGroup>
            {string.Concat(projects.Select(static project => $"<Program Include=\"{project}\" />"))}
          </ItemGroup>
          <Target Name="Build">
            <MSBuild Projects="@(Program)" Targets="Restore" BuildInParallel="true"
                     Properties="Configuration=Release;MSBuildRestoreSessionId=$([System.Guid]::NewGuid())" />
            <MSBuild Projects="@(Program)" Targets="Build" Properties="Configuration=Release" BuildInParallel="true" />
          </Target>
        </Project>
        """;

    private string ProjectFile(ProgramSpec spec)
    {
        var probe = spec.Measure == Measure.Warm
            ? $"""<Compile Include="{_repository.InProgram}/WarmProbe.cs" /><Compile Include="{_repository.InProgram}/Journal.cs" />""" : "";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <LangVersion>latest</LangVersion>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <PublishAot>{(spec.Native ? "true" : "false")}</PublishAot>
                <DebugType>none</DebugType>
                {(spec.Native ? "" : "<OutputPath>out/</OutputPath><AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>")}
              </PropertyGroup>
              <ItemGroup>
                {spec.Program?.Items(spec, _repository)}
                <Compile Include="{_repository.InProgram}/ISubject.cs" />
                <Compile Include="{_repository.InProgram}/IPart.cs" />
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
