using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Base of all our analyzers: nothing runs, not even a callback per symbol, where the runtime is not referenced.</summary>
public abstract class LifecycleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownSymbols.In(start.Compilation) is { } types)
                Register(start, types);
        });
    }

    /// <summary>Registers for the narrowest symbols or operations that the rule needs.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownSymbols types);
}
