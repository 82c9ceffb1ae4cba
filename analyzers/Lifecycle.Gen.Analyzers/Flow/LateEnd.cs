using Lifecycle.Core.Extraction;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Flow;

/// <summary>A loop of a background hook, and the code that alone ends it and runs when the hook has ended: that of the shutdown.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Way">The way from the hook to the function with the loop.</param>
/// <param name="End">The call or assignment that ends it.</param>
/// <param name="Ender">The function in which that stands.</param>
/// <param name="EndsInDrain">The hook is awaited before the drain hooks of its unit already.</param>
internal sealed record LateEnd(ILoopOperation Loop, IReadOnlyList<ISymbol> Way, IOperation End, ISymbol Ender, bool EndsInDrain)
{
    /// <summary>All such loops of a class; of loops in each other the outermost.</summary>
    public static IEnumerable<LateEnd> In(HookCode code)
    {
        (HookReach Down, HookReach Elsewhere)? shutdown = null, drain = null;
        ILoopOperation? found = null;
        foreach (var (loop, function, gates, way) in DeafLoopsOf(code))
        {
            if (found is not null && found.Syntax.SyntaxTree == loop.Syntax.SyntaxTree && found.Syntax.Span.Contains(loop.Syntax.Span))
                continue;

            var endsInDrain = HasToEndInDrain(way[0], code);
            var (down, elsewhere) = endsInDrain ? drain ??= Reaches(code, IsDrainOrDown) : shutdown ??= Reaches(code, IsDown);
            if (EndOf(gates, loop, function, down, elsewhere, code) is not var (end, ender))
                continue;

            found = loop;
            yield return new LateEnd(loop, way, end, ender, endsInDrain);
        }
    }

    /// <summary>The fields that loops of background hooks go on with, and that must be ended before the shutdown: the hooks look at no token.</summary>
    public static IEnumerable<IFieldSymbol> FieldsToEndInDrain(HookCode code) =>
        DeafLoopsOf(code).Where(deaf => !HasToEndInDrain(deaf.Way[0], code)).SelectMany(static deaf => deaf.Gates.Select(static gate => gate.Field));

    private static IEnumerable<(ILoopOperation Loop, ISymbol Function, IReadOnlyList<LoopGate> Gates, IReadOnlyList<ISymbol> Way)> DeafLoopsOf(HookCode code)
    {
        HookReach? background = null;
        foreach (var body in code.Bodies)
        {
            foreach (var operation in body.Of(OperationKind.Loop))
            {
                var loop = (ILoopOperation)operation;
                if (body.IsInLambda(loop) || LoopGate.Of(loop, code) is not { } gates)
                    continue;

                background ??= code.ReachFrom(phase => phase == Phase.Background, use => HookReach.IsWaitedFor(use, code.Types));
                var function = body.FunctionAt(loop);
                // The loop of a class that was written for a host ends in its StopAsync.
                if (background.WayTo(function) is { Count: > 0 } way
                    && code.Types.MarkOf((IMethodSymbol)way[0]) is not null
                    && !HearsToken(loop, function, gates, code))
                    yield return (loop, function, gates, way);
            }
        }
    }

    private static bool HasToEndInDrain(ISymbol hook, HookCode code) =>
        code.Types.MarkOf((IMethodSymbol)hook) is { } mark && AttributeReader.HookOptionsOf(mark, out _).EndsInDrain;

    // What runs when the hook has ended, and what may run before.
    private static (HookReach Down, HookReach Elsewhere) Reaches(HookCode code, Func<Phase, bool> isDown) => (
        new HookReach(code.HooksWhere((_, phase) => isDown(phase)).Concat(DisposalOf(code)), code.UsesInPlace),
        code.ReachFrom(phase => !isDown(phase) && !phase.IsOnTheWayUp()));

    // The phases that wait until the background hooks of the unit have ended; a lifespan does before it goes on.
    private static bool IsDown(Phase phase) => phase is Phase.OnShutdown or Phase.PostShutdown or Phase.OnExit or Phase.Lifespan;

    private static bool IsDrainOrDown(Phase phase) => phase == Phase.OnDrain || IsDown(phase);

    private static IEnumerable<ISymbol> DisposalOf(HookCode code) => code.Type.GetMembers().Where(static member =>
        member is IMethodSymbol { Name: "Dispose" or "DisposeAsync", Parameters.IsEmpty: true } method && method.ReturnType.Name is "Void" or "ValueTask");

    private static bool HearsToken(ILoopOperation loop, ISymbol function, IReadOnlyList<LoopGate> gates, HookCode code)
    {
        var own = gates.FirstOrDefault(static gate => gate.Field.Type.Name == "CancellationTokenSource")?.Field;
        return LoopCode.Of(loop, code).Any(operation => LoopCode.NamesToken(operation, function, code.Types, own));
    }

    // The first end, where all ends of all fields that the loop goes on with stand in code of the shutdown.
    private static (IOperation End, ISymbol Ender)? EndOf(IReadOnlyList<LoopGate> gates, ILoopOperation loop, ISymbol function, HookReach down,
        HookReach elsewhere, HookCode code)
    {
        (IOperation, ISymbol)? first = null;
        foreach (var gate in gates)
        {
            var ends = FieldEnds.Of(gate.Field, gate.EndValue, code);
            if (ends.IsGivenAway || ends.IsFromOutside)
                return null;

            foreach (var (end, ender) in ends.Ends)
            {
                if (SymbolEqualityComparer.Default.Equals(ender, HookCode.Canonical(function)))
                {
                    // Behind the loop it is tidied up; in the loop it may be what ends it.
                    if (loop.Syntax.Span.Contains(end.Syntax.Span))
                        return null;
                }
                else if (!down.Contains(ender) || elsewhere.Contains(ender) || IsForOthers(ender, code))
                {
                    return null;
                }
                else
                {
                    first ??= (end, ender);
                }
            }
        }

        return first;
    }

    // A method that is no hook and that other classes can call may be called earlier.
    private static bool IsForOthers(ISymbol function, HookCode code) =>
        function is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private } && code.PhaseOf(function) is null
            && function.Name is not ("Dispose" or "DisposeAsync");
}
