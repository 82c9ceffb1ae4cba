using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;

namespace Lifecycle.CodeFixes;

/// <summary>Classes whose members the generator writes.</summary>
internal static class GeneratedWorkers
{
    /// <summary>Whether a type is a worker.</summary>
    public static bool Is(INamedTypeSymbol type) => type.BaseType is { Name: "LifecycleWorker" } parent && RuntimeTypes.IsIn(parent, "Lifecycle");
}
