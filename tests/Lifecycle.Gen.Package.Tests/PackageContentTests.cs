using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>What is in the package, and that nothing else is.</summary>
public sealed class PackageContentTests(PackedPackage package)
{
    private static readonly string[] s_entries =
    [
        "README.md",
        "analyzers/dotnet/cs/Lifecycle.Gen.Analyzers.dll",
        "analyzers/dotnet/cs/Lifecycle.Gen.CodeFixes.dll",
        "analyzers/dotnet/cs/Lifecycle.Gen.Core.dll",
        "analyzers/dotnet/cs/Lifecycle.Gen.Generator.dll",
        .. Directory.EnumerateFiles(Path.Combine(PackedPackage.RepositoryRoot, "analyzers", "rules"))
        .Select(page => "analyzers/rules/" + Path.GetFileName(page)).Order(StringComparer.Ordinal),
        "build/net8.0/Lifecycle.Gen.props",
        "build/net8.0/Lifecycle.Gen.targets",
        "buildTransitive/net8.0/Lifecycle.Gen.props",
        "buildTransitive/net8.0/Lifecycle.Gen.targets",
        "icon.png",
        "lib/net10.0/Lifecycle.Gen.dll",
        "lib/net10.0/Lifecycle.Gen.xml",
        "lib/net8.0/Lifecycle.Gen.dll",
        "lib/net8.0/Lifecycle.Gen.xml",
        "runtimes/linux-x64/lib/net10.0/Lifecycle.Gen.dll",
        "runtimes/linux-x64/lib/net11.0/Lifecycle.Gen.dll",
    ];

    [Fact]
    public void The_package_holds_these_files_and_no_others() => Assert.Equal(s_entries, Entries(package.PackagePath));

    [Fact]
    public void The_symbols_are_a_package_of_their_own() =>
        Assert.Equal(["lib/net10.0/Lifecycle.Gen.pdb", "lib/net8.0/Lifecycle.Gen.pdb"], Entries(package.SymbolsPath));

    [Fact]
    public void Pack_makes_one_package() =>
        Assert.Equal([package.PackagePath, package.SymbolsPath], Directory.GetFiles(package.Feed).Order(StringComparer.Ordinal));

    [Fact]
    public void The_nuspec_says_what_a_gallery_shows()
    {
        var metadata = Metadata();

        Assert.Equal(PackedPackage.Id, Field("id"));
        Assert.Equal(package.Version, Field("version"));
        Assert.Equal("MIT", Field("license"));
        Assert.Equal("expression", metadata.Elements().Single(e => e.Name.LocalName == "license").Attribute("type")?.Value);
        Assert.Equal("icon.png", Field("icon"));
        Assert.Equal("README.md", Field("readme"));
        Assert.Equal("git", metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("type")?.Value);
        Assert.Null(metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("url"));
        Assert.DoesNotContain(metadata.Elements(), e => e.Name.LocalName == "projectUrl");
        Assert.NotEmpty(Field("description"));
        Assert.NotEmpty(Field("authors"));
        Assert.NotEmpty(Field("tags"));

        string Field(string name) => metadata.Elements().Single(e => e.Name.LocalName == name).Value;
    }

    [Fact]
    public void The_package_is_a_runtime_dependency_of_who_uses_it() =>
        Assert.DoesNotContain(Metadata().Elements(), e => e.Name.LocalName == "developmentDependency");

    [Fact]
    public void Logging_abstractions_are_the_only_dependency()
    {
        var groups = Metadata().Elements().Single(e => e.Name.LocalName == "dependencies").Elements().ToArray();

        Assert.Equal(["net10.0", "net8.0"], groups.Select(g => g.Attribute("targetFramework")?.Value));
        Assert.All(groups, g => Assert.Equal("Microsoft.Extensions.Logging.Abstractions", Assert.Single(g.Elements()).Attribute("id")?.Value));
    }

    [Fact]
    public void The_icon_is_a_square_png_of_128()
    {
        var png = File.ReadAllBytes(Path.Combine(package.Content, "icon.png"));

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(128, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(128, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_documentation_names_the_public_attributes(string framework)
    {
        var names = XDocument.Load(Path.Combine(package.Content, "lib", framework, "Lifecycle.Gen.xml"))
            .Descendants("member").Select(m => m.Attribute("name")?.Value).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("T:Lifecycle.UnitAttribute", names);
        Assert.Contains("T:Lifecycle.OnStartupAttribute", names);
        Assert.Contains("T:Lifecycle.LifecycleWorker", names);
    }

    [Fact]
    public void No_file_holds_a_path_of_the_machine_that_packed_it()
    {
        foreach (var file in Directory.EnumerateFiles(package.Content, "*", SearchOption.AllDirectories))
        {
            var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
            Assert.False(text.Contains(PackedPackage.RepositoryRoot + "/", StringComparison.Ordinal), file);
            Assert.False(text.Contains(Path.GetDirectoryName(package.Content)!, StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public async Task The_same_sources_give_the_same_bytes()
    {
        var again = package.CreateFolder("again");
        await package.PackAsync(again);

        var second = Path.Combine(again, "package", "release", Path.GetFileName(package.PackagePath));
        Assert.Equal(await HashAsync(package.PackagePath), await HashAsync(second));
    }

    private XElement Metadata() =>
        XDocument.Load(Path.Combine(package.Content, PackedPackage.Id + ".nuspec")).Root!.Elements().Single(e => e.Name.LocalName == "metadata");

    /// <summary>The entries without those that make a zip file a package.</summary>
    internal static string[] Entries(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        return
        [
            .. zip.Entries.Select(e => e.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal))
                .Where(name => name != "[Content_Types].xml" && !name.EndsWith(".nuspec", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static async Task<string> HashAsync(string path)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, TestContext.Current.CancellationToken));
    }
}
