using Lifecycle.Analyzers.Flow;
using Lifecycle.Core.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Lifecycle.Analyzers.Usage;

/// <summary>The constructor of a unit, an initializer, or a method of the unit that one of these calls starts something, does I/O or blocks.</summary>
internal sealed class LCG2009WorkInConstructor : IHookCodeRule
{
    public DiagnosticDescriptor Descriptor => DeclarationDescriptors.WorkInConstructor;

    public void Check(HookCode code, Action<Diagnostic> report)
    {
        if (!Core.Extraction.RuntimeTypes.IsUnit(code.Type))
            return;

        // Most constructors and initializers call nothing, and then no other code runs in them.
        var callsOthers = Array.Exists(code.Bodies, static body =>
            IsConstruction(body.Owner) && (body.Has(OperationKind.Invocation) || body.Has(OperationKind.PropertyReference)));
        HookReach? construction = null;
        foreach (var body in code.Bodies)
        {
            // Most bodies are those of methods that no constructor calls.
            if (!IsConstruction(body.Owner) && !(callsOthers && (Construction().Contains(body.Owner) || body.Has(OperationKind.LocalFunction))))
                continue;

            foreach (var operation in body.Of(OperationKind.Invocation, OperationKind.PropertyReference).Concat(body.Of(OperationKind.ObjectCreation)))
            {
                if (StartedWork.Of(operation, code) is not { } work || body.IsInLambda(operation)
                    || Construction().WayTo(body.FunctionAt(operation)) is not { Count: > 0 } way)
                    continue;

                var steps = way.Skip(1).Select(step => step.Name).Prepend($"new {code.Type.Name}").Append(MessageText.Code(operation.Syntax));
                report(Diagnostic.Create(
                    Descriptor,
                    operation.Syntax.GetLocation(),
                    code.Type.Name,
                    work,
                    string.Join(" -> ", steps) + " runs before anything has started, without a time-out, and no shutdown hook follows when the start fails",
                    "Move it to a hook: [OnStartup] private async Task StartAsync(CancellationToken cancellationToken)"));
            }
        }

        // A lambda and a method that is named run when their receiver calls them; a constructor that makes a delegate of one has run nothing of it.
        HookReach Construction() => construction ??=
            code.ReachFromMembers(IsConstruction, static use => use.At is not IMethodReferenceOperation && !OperationTree.IsInLambda(use.At));
    }

    private static bool IsConstruction(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } => true,
        IFieldSymbol or IPropertySymbol => !member.IsStatic,
        _ => false,
    };
}
