namespace Lifecycle.Analyzers.Tests.Catalogue;

/// <summary>What users set counts: .editorconfig, <c>#pragma</c> and <c>[SuppressMessage]</c>, for a rule of each group and each kind of reporter.</summary>
public sealed class ConfigurationTests
{
    /// <summary>The rule, where it is reported, and the whole source; §1 and §2 are around the reported declaration, §A before its type.</summary>
    public static TheoryData<string, string> Rules => new()
    {
        { "LCG1001", "§1§A[Unit] public sealed partial class Api(Cache [|cache|]);§2 [Unit] public sealed partial class Cache(Api api);" },
        { "LCG1006", "public interface IStore; public sealed class FileStore : IStore; §1§A[Unit] public sealed partial class Api(IStore [|store|]);§2" },
        { "LCG1007",
            """
            [Worker, Mixin<Api>] public sealed partial class Server;
            [Unit] public sealed partial class Api;
            §1§A[Unit] public sealed partial class [|Db|];§2
            """ },
        { "LCG1008", "§1§A[Unit, [|DependsOn<Cache>|]] public sealed partial class Api(Cache cache);§2 [Unit] public sealed partial class Cache;" },
        { "LCG2001", "§1§A[Unit] public sealed class [|Db|];§2" },
        { "LCG2008", "§1§Apublic sealed class [|Db|] { [OnStartup] private void Open() { } }§2" },
        { "LCG2009", "§1§A[Unit] public sealed partial class Db { public Db() => [|Thread.Sleep(1)|]; }§2" },
        { "LCG3001", "§1§A[Unit] public sealed partial class Db { [OnStartup] private int [|Open|]() => 1; }§2" },
        { "LCG4001", "§1§A[Unit] public sealed partial class Db { [OnStartup] private void Open() { _ = [|Task.Delay(1)|]; } }§2" },
        { "LCG4003", "§1§A[Unit] public sealed partial class Db { [OnStartup] private void Open() => [|Thread.Sleep(1)|]; }§2" },
        { "LCG5001",
            """
            [Worker] public sealed partial class Server;
            [Unit] public sealed partial class Db;
            §1§Apublic static class Use { public static void It(Server s) { _ = [|s.StartAsync()|]; } }§2
            """ },
        { "LCG5004", "§1§A[Worker] public sealed partial class [|Server|];§2" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task It_is_reported_as_it_stands(string rule, string source) => await Project.With(Plain(source)).Reports(rule);

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Editorconfig_switches_it_off(string rule, string source) =>
        await Project.With(Unmarked(source)).Configured($"dotnet_diagnostic.{rule}.severity = none").IsQuiet();

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Editorconfig_sets_its_severity(string rule, string source)
    {
        var reported = await Project.With(Plain(source)).Configured($"dotnet_diagnostic.{rule}.severity = suggestion").Reports(rule);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, Assert.Single(reported.Diagnostics).Severity);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Pragma_silences_it(string rule, string source) =>
        await Project.With(Unmarked(source, $"\n#pragma warning disable {rule}\n", $"\n#pragma warning restore {rule}\n")).IsQuiet();

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task SuppressMessage_silences_it(string rule, string source) =>
        await Project.With(
            Unmarked(source, attribute: $"[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Lifecycle\", \"{rule}\", Justification = \"test\")] ")).IsQuiet();

    private static string Plain(string source, string before = "", string after = "", string attribute = "") => source
        .Replace("§1", before, StringComparison.Ordinal).Replace("§2", after, StringComparison.Ordinal).Replace("§A", attribute, StringComparison.Ordinal);

    private static string Unmarked(string source, string before = "", string after = "", string attribute = "") =>
        Plain(source, before, after, attribute).Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
}
