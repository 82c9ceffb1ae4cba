using System.Reflection;

namespace Lifecycle.Package.Tests;

/// <summary>The runtime assembly has a strong name, which it cannot get after a release: its identity would be another one.</summary>
public sealed class StrongNameTests(PackedPackage package)
{
    private const string Token = "e37e0903c58c4d4b";

    [Theory]
    [InlineData("lib/net8.0")]
    [InlineData("lib/net10.0")]
    [InlineData("runtimes/linux-x64/lib/net10.0")]
    [InlineData("runtimes/linux-x64/lib/net11.0")]
    public void Every_runtime_assembly_of_the_package_has_the_same_strong_name(string folder)
    {
        var name = AssemblyName.GetAssemblyName(Path.Combine(package.Content, folder, "Lifecycle.Gen.dll"));
        Assert.Equal(Token, Convert.ToHexStringLower(name.GetPublicKeyToken()!));
    }

    [Fact]
    public async Task A_signed_program_builds_without_a_warning_and_runs()
    {
        var project = new StrangerProject(package, "Signed", "net10.0", """
            using Lifecycle;

            return await Worker.RunAsync().ConfigureAwait(false);

            [Unit]
            internal sealed partial class Job
            {
                [Run] private void Work() => Console.WriteLine("signed");
            }
            """);
        File.Copy(Path.Combine(PackedPackage.RepositoryRoot, "src/Lifecycle.Gen/Lifecycle.Gen.snk"), project.PathOf("own.snk"));

        (await project.BuildAsync("-p:SignAssembly=true", "-p:AssemblyOriginatorKeyFile=own.snk")).MustSucceed();

        Assert.Equal(["signed"], (await project.RunAsync()).MustSucceed().Lines);
    }
}
