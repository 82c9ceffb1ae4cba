using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>Whether a project consists of tests: many of these are programs, with an entry point that the framework writes.</summary>
internal static class TestFrameworks
{
    private static readonly string[] s_beginnings =
        ["xunit.", "nunit.framework", "TUnit.", "Microsoft.VisualStudio.TestPlatform.", "Microsoft.VisualStudio.TestTools.", "Microsoft.Testing.", "MSTest."];

    /// <summary>By the names of its references.</summary>
    public static bool AreUsedIn(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblies.Any(static reference =>
            s_beginnings.Any(beginning => reference.Name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase)));
}
