using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A member of a dependency that needs what its startup sets, and late access, used in the constructor, in [OnInit] or in [PreStartup].</summary>
internal sealed class LCG4009TooEarly : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.UsedTooEarly;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (code.Type.IsAbstract || !KnownSymbols.IsUnitOrWorker(code.Type))
            return;

        CheckLate(code, report);
        HookReach? init = null, before = null, later = null;
        foreach (var use in code.Dependencies)
        {
            IReadOnlyList<ISymbol> way = [];
            var isInit = false;
            if (use.Function is { } function)
            {
                init ??= code.RunFrom(phase => phase == Phase.OnInit);
                before ??= code.RunFrom(phase => phase == Phase.PreStartup);
                isInit = init.Contains(function);
                way = isInit ? init.WayTo(function) : before.WayTo(function);
                // A function that later hooks run too may ask where it is.
                if (way.Count == 0 || (later ??= code.ReachFrom(phase => phase is not (Phase.OnInit or Phase.PreStartup))).Contains(function))
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

    /// <summary>Late access that is sure to throw: the unit is not up in any hook that runs the code.</summary>
    private void CheckLate(HookCode code, Action<Diagnostic> report)
    {
        foreach (var use in LateUse.In(code))
        {
            IReadOnlyList<ISymbol> way = [];
            if (use.Function is { } function)
            {
                var early = code.RunFrom(phase => IsEarly(phase, use.IsUnordered));
                way = early.WayTo(function);
                if (way.Count == 0 || code.ReachFrom(phase => !IsEarly(phase, use.IsUnordered)).Contains(function))
                    continue;
            }

            var what = MessageText.Code(use.Operation.Syntax);
            var order = use.IsUnordered ? $" ([Unordered]: no order puts it before {code.Type.Name})" : "";
            report(Diagnostic.Create(
                Descriptor,
                use.Operation.Syntax.GetLocation(),
                use.Function is { } user ? MessageText.Subject(user) : $"The constructor of {code.Type.Name}",
                use.Unit.Name,
                $"{(way.Count == 0 ? $"{code.Type.Name} -> {what}" : MessageText.Chain(way, what, code.Types))}"
                    + $" throws until {use.Unit.Name} is up{order}",
                use.IsUnordered ? "Do it in an [OnReady] hook or later" : "Do it in an [OnStartup] hook"));
        }
    }

    private static bool IsEarly(Phase phase, bool isUnordered) =>
        phase is Phase.OnInit or Phase.PreStartup || (isUnordered && phase is Phase.OnStartup or Phase.Lifespan);

    private static bool IsLater(Phase phase, bool isConstructor, bool isInit) =>
        phase == Phase.OnStartup || (phase == Phase.PreStartup && (isConstructor || isInit)) || (phase == Phase.OnInit && isConstructor);
}
