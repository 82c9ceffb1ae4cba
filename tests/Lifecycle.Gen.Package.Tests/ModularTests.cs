using System.IO.Compression;
using System.Xml.Linq;

namespace Lifecycle.Package.Tests;

/// <summary>Units in libraries that come as packages, and an application that references nothing else: samples/Modular.</summary>
public sealed class ModularTests(ModularPackages packages) : IClassFixture<ModularPackages>
{
    // What is left by an SDK that keeps to the filters of NuGet.
    private const string Filtering = """
        <Target Name="KeepToFilters" AfterTargets="ResolveLockFileAnalyzers">
          <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="$([System.String]::Copy('%(Filename)').StartsWith('Lifecycle.Gen'))" /></ItemGroup>
        </Target>
        """;

    private static readonly string[] s_parts = ["Lifecycle.Gen.Analyzers", "Lifecycle.Gen.CodeFixes", "Lifecycle.Gen.Core", "Lifecycle.Gen.Generator"];

    // With MaxConcurrency = 1 this is the only order there is.
    private static readonly string[] s_lines =
    [
        "StorageSettings: 3 records at most",
        "FolderLock: held",
        "FileStore: open with 0 records and 3 rules",
        "Import: 5 records for a store of 0",
        "Import: ready",
        "Import: 'first' kept",
        "Import: '# a comment' refused, it is a comment",
        "Import: '' refused, it is empty",
        "Import: 'this record is far too long' refused, it is longer than 20",
        "Import: 'second' kept",
        "FileStore: closed with 2 records",
        "FolderLock: given back",

        "StorageSettings: 3 records at most",
        "FileStore: open with 2 records and 3 rules, shared",
        "Import: 2 records for a store of 2",
        "Replica: behind the store",
        "Import: ready",
        "Import: 'this record is not too long' kept",
        "Import: 'one too many' refused, the store is full",
        "Replica: has 3 records",
        "FileStore: closed with 3 records",

        "Modular.App.Importer",
        "1 Modular.App.NoComment",
        "2 Modular.Replication.LengthRule",
        "3 Modular.Storage.NotEmpty",
        "4 Modular.Storage.StorageSettings",
        "5 Modular.Storage.FolderLock (if IsWanted) <- Modular.Storage.StorageSettings",
        "6 Modular.Storage.FileStore <- Modular.App.NoComment, Modular.Replication.LengthRule, Modular.Storage.NotEmpty, "
        + "Modular.Storage.StorageSettings, Modular.Storage.FolderLock",
        "7 Modular.App.Import <- Modular.Storage.FileStore",
        "phase Modular.Replication.VerifyAttribute after OnStartup, forward",
        "input string folder of Modular.Storage.StorageSettings",
        "input System.IO.TextWriter output of Modular.Storage.StorageSettings, Modular.Storage.FolderLock, Modular.Storage.FileStore, Modular.App.Import",
        "input string[] records of Modular.App.Import",
        "input int maxLength of Modular.Replication.LengthRule (optional)",
        "input bool shared of Modular.Storage.FolderLock (optional)",
        "extension point Modular.Storage.IRecordRule: Modular.Replication.LengthRule, Modular.App.NoComment, Modular.Storage.NotEmpty",
        "Modular.App.Everything",
        "1 Modular.App.NoComment",
        "2 Modular.Replication.LengthRule",
        "3 Modular.Storage.NotEmpty",
        "4 Modular.Storage.StorageSettings",
        "5 Modular.Storage.FolderLock (if IsWanted) <- Modular.Storage.StorageSettings",
        "6 Modular.Storage.FileStore <- Modular.App.NoComment, Modular.Replication.LengthRule, Modular.Storage.NotEmpty, "
        + "Modular.Storage.StorageSettings, Modular.Storage.FolderLock",
        "7 Modular.App.Import <- Modular.Storage.FileStore",
        "8 Modular.Replication.Replica <- Modular.Storage.FileStore",
        "phase Modular.Replication.VerifyAttribute after OnStartup, forward",
        "input string folder of Modular.Storage.StorageSettings",
        "input System.TimeSpan interval of Modular.Replication.Replica",
        "input System.IO.TextWriter output of Modular.Storage.StorageSettings, Modular.Storage.FolderLock, Modular.Storage.FileStore, "
        + "Modular.App.Import, Modular.Replication.Replica",
        "input string[] records of Modular.App.Import",
        "input string replicaFolder of Modular.Replication.Replica",
        "input int maxLength of Modular.Replication.LengthRule (optional)",
        "input bool shared of Modular.Storage.FolderLock (optional)",
        "extension point Modular.Storage.IRecordRule: Modular.Replication.LengthRule, Modular.App.NoComment, Modular.Storage.NotEmpty",
    ];

    [Fact]
    public async Task An_application_that_names_the_outer_package_alone_runs_the_units_of_both()
    {
        var application = packages.CreateApplication("modular");

        var build = (await application.BuildAsync()).MustSucceed();

        Assert.Empty(build.Diagnostics("warning"));
        Assert.Equal(s_lines, await application.LinesOfAllRunsAsync());
    }

    [Fact]
    public async Task The_order_of_the_references_is_no_difference()
    {
        string[][] orders = [["Modular.Storage", "Modular.Replication", PackedPackage.Id], [PackedPackage.Id, "Modular.Replication", "Modular.Storage"]];
        var generated = new List<IReadOnlyList<string>>();
        foreach (var order in orders)
        {
            var application = packages.CreateApplication("modular-" + string.Join('-', order), order);
            (await application.BuildAsync("-p:EmitCompilerGeneratedFiles=true")).MustSucceed();
            Assert.Equal(s_lines, await application.LinesOfAllRunsAsync());
            generated.Add(application.GeneratedFiles());
        }

        Assert.NotEmpty(generated[0]);
        Assert.Equal(generated[0], generated[1]);
    }

    [Fact]
    public async Task The_native_application_does_the_same_and_is_made_without_a_warning()
    {
        var application = packages.CreateApplication("modular-native");

        var publish = await application.PublishNativeAsync();
        Assert.SkipWhen(NativeToolchain.Lacks(publish, out var what), $"NOT TESTED: the native program, because {what}");
        publish.MustSucceed();

        Assert.Contains(publish.Lines, line => line.Contains("Generating native code", StringComparison.Ordinal));
        Assert.DoesNotContain(publish.Lines, line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(s_lines, await application.LinesOfAllRunsAsync(application.NativeBinary));
    }

    /// <summary>The libraries have nothing special in their projects, so they say of the analyzers what NuGet says of them by itself.</summary>
    [Fact]
    public void A_library_depends_on_the_package_as_NuGet_writes_it()
    {
        using var zip = ZipFile.OpenRead(packages.PathOf("Modular.Replication"));
        using var nuspec = zip.GetEntry("Modular.Replication.nuspec")!.Open();
        var dependencies = XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => element.Attribute("id")!.Value, element => element.Attribute("exclude")?.Value, StringComparer.Ordinal);

        Assert.Equal([PackedPackage.Id, "Modular.Storage"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Build,Analyzers", dependencies[PackedPackage.Id]);
    }

    /// <summary>
    /// SDKs to 10 give a project the analyzers of every package that it has in any way; those after them are going to keep to what the library's
    /// package says.
    /// </summary>
    [Theory]
    [InlineData("as-it-is", "", "", true)]
    [InlineData("filtered", Filtering, "", true)]
    [InlineData("named", "", """<PackageReference Include="Lifecycle.Gen" Version="$(Version)" />""", true)]
    [InlineData("excluded", Filtering, """<PackageReference Include="Lifecycle.Gen" Version="$(Version)" ExcludeAssets="analyzers" />""", false)]
    public async Task Who_references_a_library_has_the_generator_once_unless_he_says_no(string name, string sdk, string own, bool has)
    {
        var application = packages.CreateApplication("modular-" + name);
        application.ReplaceReference($"""<PackageReference Include="Modular.Replication" Version="$(Version)" />{own}</ItemGroup>{sdk}<ItemGroup>""");

        Assert.Equal(has ? s_parts : [], await application.AnalyzersAsync());
    }
}
