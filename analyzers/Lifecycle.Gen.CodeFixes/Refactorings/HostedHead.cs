using Lifecycle.Core.Extraction;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Lifecycle.CodeFixes.Refactorings;

/// <summary>The head of a class that becomes a unit, or the base of one: attribute, modifiers and base list of each of its parts.</summary>
internal static class HostedHead
{
    private const string Lifetime =
        "IHostApplicationLifetime is an input of the worker now; an IWorkerContext is passed by it, and its RequestStop() stops it.";

    /// <summary>The changes of the head of a class.</summary>
    public static IEnumerable<Change> Changes(HostedClass member, bool isDisposable, CancellationToken cancellationToken)
    {
        var type = member.Type;
        var parts = member.Parts(cancellationToken).OrderBy(part => part.BaseList is null ? 1 : 0).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var model = member.Compilation.GetSemanticModel(part.SyntaxTree);
            var hosted = part.BaseList?.Types.Select((parent, index) => (Type: model.GetTypeInfo(parent.Type, cancellationToken).Type, Index: index))
                .Where(parent => HostedContract.IsContract(parent.Type) || HostedContract.IsBackgroundService(parent.Type))
                .Select(parent => parent.Index).ToList() ?? [];
            var isMarked = member.IsUnit && i == 0;
            var takesLifetime = type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => HostedTypes.IsLifetime(parameter.Type)));
            var addsDisposable = isDisposable && i == 0 && !type.Interfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable);
            var needsUsing = UnitRewrite.NeedsUsing(model, part, cancellationToken);
            var isMadeInternal = member.IsUnit && type.DeclaredAccessibility == Accessibility.Private && part.Parent is TypeDeclarationSyntax;
            yield return new Change(part, "head", (root, node) =>
            {
                root = member.IsUnit
                    ? UnitRewrite.WithPartial(root, (TypeDeclarationSyntax)node, Head)
                    : root.ReplaceNode(node, Head((TypeDeclarationSyntax)node));
                return needsUsing ? UnitRewrite.WithUsing(root) : root;
            });

            TypeDeclarationSyntax Head(TypeDeclarationSyntax now)
            {
                now = BaseListRewrite.Without(now, hosted, addsDisposable);
                if (isMadeInternal)
                    now = UnitRewrite.Internal(now);
                return isMarked ? AttributeRewrite.AddBefore(now, UnitRewrite.Attribute, takesLifetime ? Lifetime : null) : now;
            }
        }
    }
}
