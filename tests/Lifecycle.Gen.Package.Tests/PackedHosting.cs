using System.IO.Compression;

namespace Lifecycle.Package.Tests;

/// <summary>The package for workers in a host, packed as the package beside it, once for all tests with it: two builds would write the same files.</summary>
[CollectionDefinition(nameof(PackedHosting))]
public sealed class PackedHosting(PackedPackage package) : ICollectionFixture<PackedHosting>, IAsyncLifetime
{
    public const string Id = "Lifecycle.Gen.Hosting";

    /// <summary>A folder feed with nothing but the package.</summary>
    public string Feed { get; } = package.CreateFolder($"hosting-{Guid.NewGuid():N}");

    public string PackagePath => Path.Combine(Feed, $"{Id}.{package.Version}.nupkg");

    /// <summary>The package's files, unpacked.</summary>
    public string Content => Path.Combine(Feed, "content");

    public async ValueTask InitializeAsync()
    {
        await package.PackAsync($"src/{Id}", new DirectoryInfo(Feed));
        await ZipFile.ExtractToDirectoryAsync(PackagePath, Content);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A program that references the package and one version of the host, and nothing else.</summary>
    /// <param name="name">The name of the program.</param>
    /// <param name="version">The version of Microsoft.Extensions.Hosting.</param>
    /// <param name="program">The contents of Program.cs.</param>
    /// <param name="isWeb">Whether it references ASP.NET Core and gRPC too.</param>
    public StrangerFolder CreateProject(string name, string version, string program, bool isWeb = false)
    {
        var project = new StrangerFolder(package, $"{name}-{version}");
        project.Write($"{name}.csproj", $""""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);NU1510</NoWarn> <!-- ASP.NET Core has a version of the host too; the test is about this one. -->
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="{version}" />
                {(isWeb ? """<FrameworkReference Include="Microsoft.AspNetCore.App" /><PackageReference Include="Grpc.AspNetCore" Version="2.85.0" />""" : "")}
              </ItemGroup>
            </Project>
            """");
        project.Reference(Id, package.Version, Feed);
        project.Write("Program.cs", program);
        return project;
    }
}
