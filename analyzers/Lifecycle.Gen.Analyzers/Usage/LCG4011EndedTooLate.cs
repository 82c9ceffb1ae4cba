using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// A loop of a background hook that looks at no token, and that only code of the shutdown can end: a flag, the completion of a queue, the disposal of a
/// timer, a source of its own, the stop of a listener. The shutdown waits for the hook before it runs that code.
/// </summary>
internal sealed class LCG4011EndedTooLate : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => HookCodeDescriptors.EndedTooLate;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        foreach (var late in code.LateEnds)
        {
            var loop = late.Loop;
            var hook = late.Way[0];
            var end = MessageText.Code(late.End.Syntax);
            var steps = late.Way.Count == 1
                ? $"{hook.Name} [{code.Types.PhaseOf(hook)}]"
                : MessageText.Chain([.. late.Way.Take(late.Way.Count - 1)], late.Way[late.Way.Count - 1].Name, code.Types);
            report(Diagnostic.Create(
                Descriptor,
                loop.Syntax.GetFirstToken().GetLocation(),
                MessageText.Subject(late.Way[late.Way.Count - 1]),
                MessageText.Subject(late.Ender),
                $"{steps} is cancelled and awaited before {late.Ender.Name} runs '{end}', so that every stop lasts until its time is over",
                late.EndsInDrain
                    ? "Take a CancellationToken and look at it in the loop"
                    : $"Do '{end}' in an [OnDrain] hook, or take a CancellationToken and look at it in the loop"));
        }
    }
}
