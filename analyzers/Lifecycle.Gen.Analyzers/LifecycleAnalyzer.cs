using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>
/// Base of all analyzers of this package. Where the runtime is not referenced, or no code uses it, nothing is registered, not even a callback per symbol.
/// </summary>
public abstract class LifecycleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.UsedIn(start.Compilation, start.CancellationToken) is { } types)
                Register(start, types);
        });
    }

    /// <summary>Registers for the narrowest symbols or operations that the rule needs.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols types);
}
