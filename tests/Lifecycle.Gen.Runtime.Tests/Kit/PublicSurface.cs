using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Lifecycle.Runtime.Tests.Kit;

/// <summary>
/// The public surface of an assembly as it was approved in <c>PublicApi.verified.txt</c> beside the test. What differs is beside it in
/// <c>PublicApi.received.txt</c>: replace the one by the other when the change is meant.
/// </summary>
internal static class PublicSurface
{
    /// <summary>Attributes that say how the assembly was built and not what its users can do with it.</summary>
    private static readonly ApiGeneratorOptions s_options = new()
    {
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [], // Extension methods stand where users look for them.
        ExcludeAttributes =
        [
            "System.Runtime.CompilerServices.AsyncStateMachineAttribute",
            "System.Runtime.CompilerServices.CompilerGeneratedAttribute",
            "System.Diagnostics.DebuggerStepThroughAttribute",
        ],
    };

    /// <summary>Asserts that nothing has changed.</summary>
    public static void IsApproved(Assembly assembly, [CallerFilePath] string test = "")
    {
        var folder = Path.GetDirectoryName(test)!;
        var verified = Path.Combine(folder, "PublicApi.verified.txt");
        var received = Path.Combine(folder, "PublicApi.received.txt");
        File.Delete(received);
        var text = $"{assembly.GeneratePublicApi(s_options).ReplaceLineEndings("\n")}\n// Hidden from completion:\n{string.Join('\n', Hidden(assembly))}\n";
        if (File.Exists(verified) && string.Equals(File.ReadAllText(verified), text, StringComparison.Ordinal))
            return;

        File.WriteAllText(received, text);
        Assert.Fail($"The public surface has changed: {received}\n{text}");
    }

    /// <summary>What is public for generated code only. The generator leaves this attribute out.</summary>
    private static IEnumerable<string> Hidden(Assembly assembly) =>
        (from type in assembly.GetExportedTypes()
         from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
             .Prepend(type)
         where member.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false) is { State: EditorBrowsableState.Never }
         select member == type ? type.FullName : $"{type.FullName}: {member}").Order(StringComparer.Ordinal);
}
