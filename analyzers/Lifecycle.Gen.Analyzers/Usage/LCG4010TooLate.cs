using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A member of a dependency that needs what its shutdown has ended, used in [PostShutdown], in [OnExit] or when the unit is disposed.</summary>
internal sealed class LCG4010TooLate : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.UsedTooLate;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (code.Type.IsAbstract || !KnownSymbols.IsUnitOrWorker(code.Type))
            return;

        HookReach? after = null, earlier = null;
        foreach (var use in code.Dependencies)
        {
            if (use.Function is not IMethodSymbol function)
                continue;

            after ??= code.RunFrom(IsLate);
            var isDisposal = function.Name is "Dispose" or "DisposeAsync" && function.Parameters.IsEmpty;
            if ((!isDisposal && !after.Contains(function))
                || (earlier ??= code.ReachFrom(phase => !IsLate(phase))).Contains(function)
                || UnitFieldUsage.NeededBy(use.Member, phase => phase is Phase.PreStartup or Phase.OnStartup, code.Types, CancellationToken.None) is null
                || UnitFieldUsage.EndedFor(use.Member, phase => phase is Phase.OnDrain or Phase.OnShutdown, code.Types,
                    CancellationToken.None) is not { } ender)
            {
                continue;
            }

            var way = after.WayTo(function);
            var what = MessageText.Code(use.Operation.Syntax);
            report(Diagnostic.Create(
                Descriptor,
                use.Operation.Syntax.GetLocation(),
                MessageText.Subject(function),
                $"{use.Member.ContainingType.Name}.{use.Member.Name}",
                $"{(way.Count == 0 ? $"{function.Name} -> {what}" : MessageText.Chain(way, what, code.Types))}"
                    + $" needs what {MessageText.Subject(ender)} [{code.Types.PhaseOf(ender)}] has ended by then",
                "Do it in an [OnShutdown] hook, which runs while dependencies are still up"));
        }
    }

    private static bool IsLate(Phase phase) => phase is Phase.PostShutdown or Phase.OnExit;
}
