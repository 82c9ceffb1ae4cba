using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Extraction;
using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>A member with [Provides] that is read when units are constructed, and needs what a later hook sets.</summary>
internal sealed class LCG4012LateValue : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.LateValueUnmarked;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (!KnownSymbols.IsUnitOrWorker(code.Type))
            return;

        foreach (var member in ProvidedReader.MembersOf(code.Type))
        {
            if (member.IsStatic || ProvidedReader.IsLate(member) || member.Locations is not [var location, ..])
                continue;

            if (UnitFieldUsage.NeededBy(member, IsOfStart, code.Types, CancellationToken.None) is not { } setter)
                continue;

            report(Diagnostic.Create(
                Descriptor,
                location,
                $"{code.Type.Name}.{member.Name}",
                $"{MessageText.Subject(setter)} [{code.Types.PhaseOf(setter)}]"));
        }
    }

    private static bool IsOfStart(Phase phase) => phase is Phase.OnInit or Phase.PreStartup or Phase.OnStartup or Phase.Lifespan;
}
