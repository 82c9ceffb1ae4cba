using Lifecycle.Core.Rules;
using Lifecycle.Core.Units;
using Microsoft.CodeAnalysis;

namespace Lifecycle.Analyzers.Usage;

/// <summary>
/// Several hooks of one phase and of equal <c>Order</c> in different files of a class: the names of the files decide. Background and run hooks
/// run concurrently and have no order.
/// </summary>
internal sealed class LCG3002Spread : IDeclarationRule
{
    public DiagnosticDescriptor Descriptor => HookDescriptors.SpreadHooks;

    public void Check(Declarations declarations, Action<Diagnostic> report)
    {
        var type = declarations.Type;
        if (declarations.Hooks.Count < 2 || type.DeclaringSyntaxReferences.Length < 2)
            return;

        var hooks = declarations.Hooks.Where(hook => hook.Method is { PartialDefinitionPart: null, Locations: [{ IsInSource: true }, ..] }
            && hook.Phase.Phase is not (Phase.Background or Phase.Run));
        foreach (var phase in hooks.GroupBy(hook => hook.Phase))
        {
            var undecided = phase.GroupBy(hook => OrderOf(hook.Mark))
                .FirstOrDefault(equal => equal.Select(hook => FileOf(hook.Method)).Distinct(StringComparer.Ordinal).Count() > 1);
            if (undecided is null)
                continue;

            var inOrder = undecided.Select(hook => hook.Method).OrderBy(hook => hook.Locations[0], Flow.SourceOrder.Instance).ToList();
            var names = inOrder.Select(hook => $"{hook.Name} ({Path.GetFileName(FileOf(hook))}:{hook.Locations[0].GetLineSpan().StartLinePosition.Line + 1})");
            report(Diagnostic.Create(
                Descriptor,
                inOrder[0].Locations[0],
                inOrder.Skip(1).Select(hook => hook.Locations[0]),
                type.Name,
                phase.Key.Name,
                $"{string.Join(" -> ", names)} is only the order of the names of the files",
                $"Say which is first: '[{phase.Key}(Order = {undecided.Key + 1})]'"));
        }
    }

    private static string FileOf(IMethodSymbol method) => method.Locations[0].SourceTree!.FilePath;

    private static int OrderOf(AttributeData mark) => mark.NamedArguments.FirstOrDefault(argument => argument.Key == "Order").Value.Value as int? ?? 0;
}
