using System.Diagnostics.CodeAnalysis;

namespace Lifecycle.Package.Tests;

/// <summary>Tells a machine that cannot make native programs at all from a program that cannot be made native.</summary>
public static class NativeToolchain
{
    // Both words stand in one line of the output.
    private static readonly (string Sign, string Of, string Reason)[] s_signs =
    [
        ("Platform linker ('", "not found", "there is no linker (clang or gcc)"),
        ("cannot find -lz", "", "zlib's development files are not installed"),
        ("NU1101", "ILCompiler", "the package source lacks the native compiler"),
        ("NU1102", "ILCompiler", "the package source lacks the native compiler"),
        ("NU1101", "ILLink", "the package source lacks the trimmer"),
        ("NU1101", "App.Runtime", "the package source lacks the runtime to ship with it"),
    ];

    public static bool Lacks(CommandResult publish, [NotNullWhen(true)] out string? what)
    {
        what = publish.ExitCode == 0
            ? null
            : s_signs.FirstOrDefault(sign => publish.Lines.Any(line =>
                line.Contains(sign.Sign, StringComparison.Ordinal) && line.Contains(sign.Of, StringComparison.Ordinal))).Reason;
        return what is not null;
    }
}
