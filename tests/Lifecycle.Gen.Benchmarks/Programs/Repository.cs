namespace Lifecycle.Benchmarks.Programs;

/// <summary>Where the files of this repository are.</summary>
internal sealed record Repository(string Root)
{
    public static string Generator => Path.Combine(AppContext.BaseDirectory, "Lifecycle.Gen.Generator.dll");

    public static string Core => Path.Combine(AppContext.BaseDirectory, "Lifecycle.Gen.Core.dll");

    public string PrecompiledRuntime =>
        Path.Combine(Root, "src", "Lifecycle.Gen", "obj", "Release", "net10.0", "precompiled", "linux-x64", "net10.0", "Lifecycle.Gen.dll");

    /// <summary>The files that are compiled into the measured programs.</summary>
    public string InProgram => Path.Combine(Root, "tests", "Lifecycle.Gen.Benchmarks", "Programs", "InProgram");

    public string Runtime(string framework) => Path.Combine(Root, "src", "Lifecycle.Gen", "bin", "Release", framework, "Lifecycle.Gen.dll");

    public string Hosting(string framework) => Path.Combine(Root, "src", "Lifecycle.Gen.Hosting", "bin", "Release", framework, "Lifecycle.Gen.Hosting.dll");

    public static Repository Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lifecycle.Gen.sln")))
                return new Repository(folder.FullName);
        }

        throw new InvalidOperationException("The benchmarks run from inside the repository.");
    }
}
