using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>Projects for which the package is not made, and what editors see of it.</summary>
[Collection(nameof(PackedHosting))]
public sealed class LanguageTests(PackedPackage package, PackedHosting hosting)
{
    [Theory]
    [InlineData("net6.0")]
    [InlineData("netstandard2.0")]
    [InlineData("netstandard2.1")]
    public async Task A_framework_without_an_assembly_of_the_package_is_one_error(string framework)
    {
        var project = Project("Older-" + framework, "csproj", framework);

        var restore = await project.DotnetAsync("restore", "-v", "minimal", "-p:CheckEolTargetFramework=false");

        Assert.NotEqual(0, restore.ExitCode);
        // Its further lines list the frameworks of the package.
        var error = restore.Diagnostics("error");
        Assert.Contains($"error NU1202: Package Lifecycle.Gen {package.Version} is not compatible with {framework} ", error[0], StringComparison.Ordinal);
        Assert.All(error, line => Assert.Contains("error NU1202: ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("F#", "fsproj", "Library.fs", "module Library")]
    [InlineData("VB", "vbproj", "Library.vb", "Public Class Library\nEnd Class")]
    public async Task Another_language_is_one_warning(string language, string extension, string file, string text)
    {
        var project = Project("In" + extension, extension, "net10.0", extension == "fsproj" ? $"<Compile Include=\"{file}\" />" : "");
        project.Write(file, text);

        var build = (await project.DotnetAsync("build", "-v", "minimal", "-clp:NoSummary")).MustSucceed();

        var warning = Assert.Single(build.Diagnostics("warning"));
        Assert.Contains(
            $"warning LCG0001: Lifecycle.Gen generates C#, and In{extension} is a project in {language}: its units would not be composed. "
            + "Write units and worker in a C# project, and reference that one here.",
            warning,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11")]
    [InlineData("9.0")]
    public async Task An_older_version_of_the_language_is_one_error(string version)
    {
        var project = new StrangerProject(package, "Language-" + version, "net8.0", """
            using Lifecycle;

            return await Worker.RunAsync().ConfigureAwait(false);

            internal interface IPart { }

            [Unit]
            internal sealed partial class Part : IPart
            {
            }

            [Unit]
            internal sealed partial class Api
            {
                private readonly IReadOnlyList<IPart> _parts;

                public Api(IReadOnlyList<IPart> parts) => _parts = parts;

                [Run]
                private void Work() => Console.WriteLine($"{_parts.Count}");
            }
            """);

        var build = await project.BuildAsync($"-p:LangVersion={version}");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Empty(build.Diagnostics("warning"));
        Assert.Contains(
            $"error LCG0002: Lifecycle.Gen needs C# 12, and LangVersion of {project.Name} is {version}: set it to 12 or later, or remove it.",
            Assert.Single(build.Diagnostics("error")),
            StringComparison.Ordinal);
    }

    /// <summary>Who writes <c>[</c> is offered the phases; their common bases are for the compiler.</summary>
    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void Abstract_attributes_are_hidden_from_completion(string framework)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(package.Content, "lib", framework, "Lifecycle.Gen.dll")));
        var metadata = file.GetMetadataReader();

        var hidden = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => type.Attributes.HasFlag(TypeAttributes.Abstract | TypeAttributes.Public)
                && metadata.GetString(type.Name).EndsWith("Attribute", StringComparison.Ordinal))
            .ToDictionary(type => metadata.GetString(type.Name), type => type.GetCustomAttributes().Any(one => IsNeverBrowsable(metadata, one)));

        Assert.NotEmpty(hidden);
        Assert.All(hidden, type => Assert.True(type.Value, type.Key));
    }

    [Theory]
    [InlineData(PackedPackage.Id, "net8.0")]
    [InlineData(PackedPackage.Id, "net10.0")]
    [InlineData(PackedHosting.Id, "net8.0")]
    [InlineData(PackedHosting.Id, "net10.0")]
    public void The_documentation_is_of_public_types_alone(string id, string framework)
    {
        var path = Path.Combine(id == PackedPackage.Id ? package.Content : hosting.Content, "lib", framework, id);
        using var file = new PEReader(File.OpenRead(path + ".dll"));
        var metadata = file.GetMetadataReader();
        var visible = metadata.TypeDefinitions.Where(type => IsVisible(metadata, type)).Select(type => NameOf(metadata, type)).ToList();

        var documented = XDocument.Load(path + ".xml").Descendants("member").Select(member => TypeOf((string)member.Attribute("name")!)).ToList();

        Assert.NotEmpty(documented);
        // What is listed here is hidden by src/PublicDocumentation.xslt.
        Assert.Empty(documented.Where(type => !visible.Contains(type)).Distinct());
        Assert.Empty(visible.Except(documented));
    }

    private static string TypeOf(string member)
    {
        var name = member[2..].Split('(')[0];
        return member[0] == 'T' ? name : name[..name.LastIndexOf('.')];
    }

    private static bool IsVisible(MetadataReader metadata, TypeDefinitionHandle type)
    {
        var definition = metadata.GetTypeDefinition(type);
        return (definition.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(metadata, definition.GetDeclaringType()),
            _ => false,
        };
    }

    private static string NameOf(MetadataReader metadata, TypeDefinitionHandle type)
    {
        var definition = metadata.GetTypeDefinition(type);
        var outer = definition.GetDeclaringType();
        return (outer.IsNil ? metadata.GetString(definition.Namespace) : NameOf(metadata, outer)) + "." + metadata.GetString(definition.Name);
    }

    private static bool IsNeverBrowsable(MetadataReader metadata, CustomAttributeHandle attribute)
    {
        var value = metadata.GetCustomAttribute(attribute);
        return value.Constructor.Kind == HandleKind.MemberReference
            && metadata.GetMemberReference((MemberReferenceHandle)value.Constructor).Parent is { Kind: HandleKind.TypeReference } type
            && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)type).Name) == "EditorBrowsableAttribute"
            // The prolog, and the number of EditorBrowsableState.Never.
            && metadata.GetBlobReader(value.Value).ReadBytes(6) is [1, 0, 1, 0, 0, 0];
    }

    private StrangerFolder Project(string name, string extension, string framework, string items = "")
    {
        var project = new StrangerFolder(package, name);
        project.Write($"{name}.{extension}", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{PackedPackage.Id}" Version="{package.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        return project;
    }
}
