namespace Lifecycle.Package.Tests;

/// <summary>
/// Compiles and runs what pages show: with one compiler for all, and as processes that need no build. A program that shows nothing of what it prints
/// is compiled and not run.
/// </summary>
public sealed class ShownPrograms(PackedPackage package, PackedHosting hosting)
{
    private static readonly string[] s_packages = ["Microsoft.Extensions.*.dll", "Quartz*.dll"];

    private readonly Lazy<PackedCompiler> _plain = new(() => new PackedCompiler(package.Content));
    private readonly Lazy<PackedCompiler> _inHost = new(() => new PackedCompiler(package.Content, hosting.Content));
    private readonly Lazy<string> _folder = new(() => MakeFolder(package, hosting));

    public PackedCompiler CompilerOf(MarkdownBlock block) => block.IsInHost ? _inHost.Value : _plain.Value;

    /// <summary>Where the assembly of a program belongs so that it finds what it references.</summary>
    public string AssemblyOf(string page, MarkdownBlock block) => Path.Combine(_folder.Value, $"{Path.GetFileNameWithoutExtension(page)}-{block.Line}.dll");

    /// <summary>Both streams come as one, as on a terminal.</summary>
    public Task<CommandResult> RunAsync(string assembly) =>
        DotnetCommand.RunProgramAsync("sh", _folder.Value, "-c", $"exec dotnet exec --runtimeconfig shown.json '{Path.GetFileName(assembly)}' 2>&1");

    private static string MakeFolder(PackedPackage package, PackedHosting hosting)
    {
        var folder = package.CreateFolder("shown");
        foreach (var content in new[] { package.Content, hosting.Content })
        {
            foreach (var assembly in Directory.GetFiles(Path.Combine(content, "lib", "net10.0"), "*.dll"))
                File.Copy(assembly, Path.Combine(folder, Path.GetFileName(assembly)));
        }

        foreach (var assembly in s_packages.SelectMany(static name => Directory.GetFiles(AppContext.BaseDirectory, name)))
            File.Copy(assembly, Path.Combine(folder, Path.GetFileName(assembly)));
        File.WriteAllText(Path.Combine(folder, "shown.json"), """
            {
              "runtimeOptions": {
                "frameworks": [
                  { "name": "Microsoft.NETCore.App", "version": "10.0.0" },
                  { "name": "Microsoft.AspNetCore.App", "version": "10.0.0" }
                ],
                "configProperties": { "System.Globalization.Invariant": true }
              }
            }
            """);
        return folder;
    }
}
