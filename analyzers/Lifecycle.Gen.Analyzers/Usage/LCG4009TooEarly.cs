using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A member of a dependency that needs what its startup sets, used in the constructor, in [OnInit] or in [PreStartup].</summary>
internal sealed class LCG4009TooEarly : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.UsedTooEarly;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (code.Type.IsAbstract || !KnownSymbols.IsUnitOrWorker(code.Type))
            return;

        HookReach? init = null, before = null, later = null;
        foreach (var use in code.Dependencies)
        {
            IReadOnlyList<ISymbol> way = [];
            var isInit = false;
            if (use.Function is { } function)
            {
                init ??= code.RunFrom(phase => phase == Phase.OnInit);
                before ??= code.RunFrom(phase => phase == Phase.PreStartup);
                later ??= code.ReachFrom(phase => phase is not (Phase.OnInit or Phase.PreStartup));
                isInit = init.Contains(function);
                way = isInit ? init.WayTo(function) : before.WayTo(function);
                // A function that later hooks run too may ask where it is.
                if (way.Count == 0 || later.Contains(function))
                    continue;
            }

            var setter = UnitFieldUsage.NeededBy(use.Member, phase => IsLater(phase, way.Count == 0, isInit), code.Types, CancellationToken.None);
            if (setter is null)
                continue;

            var what = MessageText.Code(use.Operation.Syntax);
            report(Diagnostic.Create(
                Descriptor,
                use.Operation.Syntax.GetLocation(),
                use.Function is { } user ? MessageText.Subject(user) : $"The constructor of {code.Type.Name}",
                $"{use.Member.ContainingType.Name}.{use.Member.Name}",
                $"{(way.Count == 0 ? $"{code.Type.Name} -> {what}" : MessageText.Chain(way, what, code.Types))}"
                    + $" needs what {MessageText.Subject(setter)} [{code.Types.PhaseOf(setter)}] sets, which has not run by then",
                "Do it in an [OnStartup] hook"));
        }
    }

    private static bool IsLater(Phase phase, bool isConstructor, bool isInit) =>
        phase == Phase.OnStartup || (phase == Phase.PreStartup && (isConstructor || isInit)) || (phase == Phase.OnInit && isConstructor);
}
