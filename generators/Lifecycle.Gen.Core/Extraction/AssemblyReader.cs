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
        var isTaken = isExecutable && compilation.Assembly.GlobalNamespace.GetMembers(WorkerModel.Default.Name).Any(IsWritten);
        return new AssemblyModel(compilation.AssemblyName ?? "", isExecutable, isTaken);
    }

    /// <summary>The analyzer sees the generated default worker too, which is no conflict.</summary>
    private static bool IsWritten(ISymbol symbol) =>
        symbol is INamespaceSymbol
        || symbol.DeclaringSyntaxReferences.Any(reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
}
