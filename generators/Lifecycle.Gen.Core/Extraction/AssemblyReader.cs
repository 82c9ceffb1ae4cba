using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Core.Extraction;

/// <summary>A compilation → the little of it that decides about the default worker.</summary>
public static class AssemblyReader
{
    /// <summary>Reads the assembly.</summary>
    public static AssemblyModel Read(Compilation compilation, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var isExecutable = compilation.Options.OutputKind
            is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        var name = compilation.AssemblyName ?? "";
        var assembly = isExecutable ? new AssemblyModel(name, isExecutable, DefaultWorkerName.In(compilation, token)) : new AssemblyModel(name, isExecutable);
        return assembly with { HasHosting = RuntimeTypes.HasHosting(compilation), IsTest = TestFrameworks.AreUsedIn(compilation) };
    }
}
