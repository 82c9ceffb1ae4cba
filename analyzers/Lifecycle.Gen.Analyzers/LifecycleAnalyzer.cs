using Microsoft.CodeAnalysis.Diagnostics;

namespace Lifecycle.Analyzers;

/// <summary>Base of all analyzers of this package. Without a reference to the runtime nothing is registered, not even a callback per symbol.</summary>
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
